"""Recurrent layers step by step: the same numbers as torch's RNN, LSTM and GRU, with the state kept at every step.

It runs on the copy of a model, whose recurrent layers it makes slower and more talkative.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from gdlib.diagnosis.probe.gates import flatness

STEP = {
    "RNN_TANH": torch.rnn_tanh_cell,
    "RNN_RELU": torch.rnn_relu_cell,
    "GRU": torch.gru_cell,
}
WEIGHTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
CELLS = {nn.LSTMCell: "LSTM", nn.GRUCell: "GRU"}
TORCHS_OWN = {nn.RNN.forward, nn.LSTM.forward, nn.GRU.forward}  # a subclass may do something else in its own


@dataclass
class Track:
    """The states of one direction of one layer, in the order of computation; LSTM states are pairs (h, c)."""

    name: str
    squashed: bool
    states: list[tuple[Tensor, ...]] = field(default_factory=list)
    gates: list[float] = field(default_factory=list)  # how flat they are at each step, NaN where there are none


def unroll(model: nn.Module) -> list[Track]:
    """Make every recurrent layer and cell of ``model`` keep its states; the list fills while the model runs."""
    tracks: list[Track] = []
    for name, module in model.named_modules():
        if type(module).forward in TORCHS_OWN:
            module.forward = _Unrolled(module, name or type(module).__name__, tracks)
        elif isinstance(module, nn.RNNCellBase):
            module.register_forward_hook(_cell_hook(name or type(module).__name__, tracks))
    return tracks


def _cell_hook(name: str, tracks: list[Track]):
    """Append the state that a cell returns; each track is one cell."""
    track = Track(name, squashed=False)

    def keep(module: nn.Module, inputs: Any, output: Any) -> Any:
        if not track.states:
            track.squashed = getattr(module, "nonlinearity", "") == "tanh"
            tracks.append(track)
        state = _apart(output if isinstance(output, tuple) else (output,))
        x, old, *_ = (*inputs, None)
        W = [getattr(module, name, None) for name in WEIGHTS]
        track.gates.append(flatness(CELLS.get(type(module), ""), x, old[0] if isinstance(old, tuple) else old, W))
        track.states.append(state)
        return state if isinstance(output, tuple) else state[0]

    return keep


@dataclass
class _Unrolled:
    """The forward pass of nn.RNN, nn.LSTM or nn.GRU, one step after another."""

    rnn: nn.RNNBase
    name: str
    tracks: list[Track]

    def __call__(self, x: Any, hx: Any = None) -> tuple[Any, Any]:
        packed, lengths, flat = isinstance(x, PackedSequence), None, False
        if packed:
            (x, lengths), order = pad_packed_sequence(x), x
        else:
            flat = x.ndim == 2
            x = x.unsqueeze(1) if flat else x.transpose(0, 1) if self.rnn.batch_first else x
        out, last = self.layers(x, self.start(x, hx, flat), lengths)
        if packed:
            out = pack_padded_sequence(out, lengths, enforce_sorted=order.unsorted_indices is None)
        else:
            out = out.squeeze(1) if flat else out.transpose(0, 1) if self.rnn.batch_first else out
        last = tuple(s.squeeze(1) if flat else s for s in last)
        return out, last if self.rnn.mode == "LSTM" else last[0]

    def start(self, x: Tensor, hx: Any, flat: bool) -> tuple[Tensor, ...]:
        """The first state of every layer and direction: what was given, or zeros."""
        rnn = self.rnn
        if hx is not None:
            hx = hx if isinstance(hx, tuple) else (hx,)
            return tuple(h.unsqueeze(1) if flat else h for h in hx)
        n = rnn.num_layers * (2 if rnn.bidirectional else 1)
        sizes_of = (rnn.proj_size or rnn.hidden_size, rnn.hidden_size)[: 2 if rnn.mode == "LSTM" else 1]
        return tuple(x.new_zeros(n, x.shape[1], size) for size in sizes_of)

    def layers(self, x: Tensor, start: tuple[Tensor, ...], lengths: Tensor | None) -> tuple[Tensor, tuple]:
        """The output of the last layer (T, B, H) and the last states of all layers and directions."""
        rnn, last = self.rnn, []
        ways = 2 if rnn.bidirectional else 1
        for layer in range(rnn.num_layers):
            outs = []
            for way in range(ways):
                k = layer * ways + way
                out, state = self.direction(x, tuple(s[k] for s in start), layer, way, lengths)
                outs.append(out)
                last.append(state)
            x = torch.cat(outs, dim=-1)
            if rnn.dropout and layer < rnn.num_layers - 1:
                x = nn.functional.dropout(x, rnn.dropout, rnn.training)
        return x, tuple(torch.stack(parts) for parts in zip(*last, strict=True))

    def direction(self, x: Tensor, state: tuple, layer: int, way: int, lengths: Tensor | None) -> tuple[Tensor, tuple]:
        """One layer read in one direction: its outputs in the order of the sequence, and its last state."""
        end = f"_l{layer}{'_reverse' if way else ''}"
        W = [getattr(self.rnn, f"{name}{end}", None) for name in WEIGHTS]
        many = self.rnn.num_layers > 1
        name = self.name + f" layer {layer + 1}" * many + " backwards" * way
        track = Track(name, self.rnn.mode == "RNN_TANH", [])
        self.tracks.append(track)
        out: list[Any] = [None] * len(x)
        for t in reversed(range(len(x))) if way else range(len(x)):
            track.gates.append(flatness(self.rnn.mode, x[t], state[0], W))
            state = self.step(x[t], state, W, end, None if lengths is None else (t < lengths).to(x.device))
            track.states.append(state)
            out[t] = state[0]
        return torch.stack(out), state

    def step(self, x: Tensor, old: tuple, W: list, end: str, alive: Tensor | None) -> tuple[Tensor, ...]:
        """One step; where a sequence of the batch has ended its state stays."""
        if self.rnn.proj_size:
            new = _projected(x, old, W, getattr(self.rnn, f"weight_hr{end}"))
        elif self.rnn.mode == "LSTM":
            new = torch.lstm_cell(x, old, *W)
        else:
            new = (STEP[self.rnn.mode](x, old[0], *W),)
        if alive is not None:
            new = tuple(torch.where(alive[:, None], n, o) for n, o in zip(new, old, strict=True))
        return _apart(new)


def _projected(x: Tensor, old: tuple, W: list, W_hr: Tensor) -> tuple[Tensor, Tensor]:
    """One step of an LSTM whose h is W_hr times what it would be: to torch's cell the old h is part of the input."""
    none = torch.zeros_like(old[1])
    W_none = none.new_zeros(len(W[0]), none.shape[-1])
    h, c = torch.lstm_cell(torch.cat([x, old[0]], dim=-1), (none, old[1]), torch.cat(W[:2], dim=1), W_none, *W[2:])
    return h @ W_hr.T, c


def _apart(state: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    """The parts of a state as values of their own: h is computed from c, and ∂/∂c is not to hold the way through h."""
    return tuple(part.clone() for part in state)
