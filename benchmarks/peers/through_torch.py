"""torch through time, cell by cell, with the gradient of every state retained, as a diagnosis needs it."""

import numpy as np
import torch

from benchmarks.peers.through_ours import network, sequences

CELLS = {"RNN": torch.nn.RNNCell, "LSTM": torch.nn.LSTMCell}
ORDER = [1, 0, 3, 2]  # torch's i, f, g, o as places in f, i, o, g, and back


def rows(a):
    """Gates in front (4, m, h) as torch has them, (4 h, m); one matrix as it is, turned."""
    return np.concatenate(a[ORDER].swapaxes(-1, -2)) if a.ndim == 3 else a.T


def modules(kind, hidden):
    """A cell and a read-out with the weights of gdlib's network."""
    net, theta = network(kind, hidden)
    P, cell, out = net.layout.views(theta), CELLS[kind](2, hidden).double(), torch.nn.Linear(hidden, 1).double()
    bias = P["b"][ORDER].ravel() if P["b"].ndim > 1 else P["b"]
    new = (rows(P["U"]), rows(P["W"]), bias, np.zeros_like(bias), P["V"].T, P["c"])
    with torch.no_grad():
        for own, a in zip((*cell.parameters(), *out.parameters()), new, strict=True):
            own.copy_(torch.tensor(a))
    return cell, out


def ours(W):
    """The gradient by the recurrent matrix, gates in front and turned."""
    W, h = W.numpy(), W.shape[1]
    return W.reshape(4, h, h)[ORDER].swapaxes(1, 2) if len(W) > h else W.T


def through_time(kind, hidden, T):
    cell, out = modules(kind, hidden)
    X, y = map(torch.tensor, sequences(T))
    X = X.swapaxes(0, 1).contiguous()

    def run():
        cell.zero_grad()
        out.zero_grad()
        state, kept = None, []
        for x in X:
            state = cell(x, state)
            kept.append(state[0] if kind == "LSTM" else state)
            kept[-1].retain_grad()
        (0.5 * ((out(kept[-1])[:, 0] - y) ** 2).mean()).backward()
        norms = torch.stack([torch.linalg.norm(h.grad) for h in kept]).numpy()
        return ours(cell.weight_hh.grad), out.weight.grad.numpy().T, norms

    return run
