"""Blocks as they are built today: a ResNet in stages, ConvNeXt's layer scale, GPT's and Llama's blocks, U-Net, ViT."""

import math

import torch
from torch import nn
from torch.nn.functional import avg_pool2d, gelu, interpolate, mse_loss, relu, scaled_dot_product_attention, silu

from tests.diagnosis.parts import classified, examples
from tests.diagnosis.sound.images import images
from tests.diagnosis.sound.sequences import tokens


class Basic(nn.Module):
    """Two convolutions and a skip, which has one of its own where the size changes.  He et al. 2016."""

    def __init__(self, n, m, stride=1):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(n, m, 3, stride, 1, bias=False), nn.BatchNorm2d(m)
        self.conv2, self.norm2 = nn.Conv2d(m, m, 3, 1, 1, bias=False), nn.BatchNorm2d(m)
        self.skip = (
            nn.Sequential(nn.Conv2d(n, m, 1, stride, bias=False), nn.BatchNorm2d(m)) if n != m else nn.Identity()
        )

    def forward(self, x):
        return relu(self.norm2(self.conv2(relu(self.norm1(self.conv1(x))))) + self.skip(x))


def in_stages(width=8):
    parts = [nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    for n, m in ((width, width), (width, 2 * width), (2 * width, 4 * width)):
        parts += [Basic(n, m, 1 if n == m else 2), Basic(m, m)]
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * width, 10))


class Scaled(nn.Module):
    """A branch that starts at a millionth.  Liu et al. 2022, ConvNeXt."""

    def __init__(self, d):
        super().__init__()
        self.wide, self.norm = nn.Conv2d(d, d, 7, padding=3, groups=d), nn.LayerNorm(d)
        self.up, self.down, self.scale = nn.Linear(d, 4 * d), nn.Linear(4 * d, d), nn.Parameter(1e-6 * torch.ones(d))

    def forward(self, x):
        h = self.down(gelu(self.up(self.norm(self.wide(x).movedim(1, -1)))))
        return x + (self.scale * h).movedim(-1, 1)


def layer_scale(d=24, blocks=5):
    ends = nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LayerNorm(d), nn.Linear(d, 10)
    return nn.Sequential(nn.Conv2d(3, d, 4, 4), *(Scaled(d) for _ in range(blocks)), *ends)


class Behind(nn.Module):
    """A pre-norm branch of linear layers that starts at a millionth; the norm's scale is no scale of the trunk."""

    def __init__(self, d):
        super().__init__()
        self.branch = nn.Sequential(nn.LayerNorm(d), nn.Linear(d, 2 * d), nn.GELU(), nn.Linear(2 * d, d))
        self.scale = nn.Parameter(1e-6 * torch.ones(d))

    def forward(self, x):
        return x + self.scale * self.branch(x)


def layer_scale_behind_a_stem(d=64, blocks=4):
    X, y = examples()
    ends = nn.LayerNorm(d), nn.Linear(d, 10)
    return classified(nn.Sequential(nn.Linear(20, d), *(Behind(d) for _ in range(blocks)), *ends), X, y)


class Attention(nn.Module):
    """Causal, from one matrix for queries, keys and values."""

    def __init__(self, d, heads=4):
        super().__init__()
        self.qkv, self.out, self.heads = nn.Linear(d, 3 * d, bias=False), nn.Linear(d, d, bias=False), heads

    def forward(self, x):
        B, T, d = x.shape
        q, k, v = self.qkv(x).view(B, T, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        h = scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out(h.transpose(1, 2).reshape(B, T, d))


class Gated(nn.Module):
    """Down(silu(gate x) ⊙ up x).  Shazeer 2020."""

    def __init__(self, d):
        super().__init__()
        self.gate, self.up, self.down = nn.Linear(d, 3 * d), nn.Linear(d, 3 * d), nn.Linear(3 * d, d)

    def forward(self, x):
        return self.down(silu(self.gate(x)) * self.up(x))


class Causal(nn.Module):
    """Pre-norm blocks of attention and of ``inner``, the head tied to the embedding.  Radford et al. 2019."""

    def __init__(self, inner, norm, blocks=6, d=32):
        super().__init__()
        self.embed, self.head = nn.Embedding(60, d), nn.Linear(d, 60, bias=False)
        self.blocks = nn.ModuleList(nn.ModuleList([norm(d), Attention(d), norm(d), inner(d)]) for _ in range(blocks))
        self.norm = norm(d)
        for name, p in self.named_parameters():
            if p.ndim > 1:
                nn.init.normal_(p, std=0.02 / (math.sqrt(2 * blocks) if name.endswith("out.weight") else 1))
        self.head.weight = self.embed.weight

    def forward(self, x):
        h = self.embed(x)
        for norm1, attend, norm2, inner in self.blocks:
            h = h + attend(norm1(h))
            h = h + inner(norm2(h))
        return self.head(self.norm(h))


def gpt_inner(d):
    return nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))


class UNet(nn.Module):
    """Down twice and up twice, with what was there on the way down beside what comes up.  Ronneberger et al. 2015."""

    def __init__(self, c=8):
        super().__init__()
        make = lambda n, m: nn.Sequential(nn.Conv2d(n, m, 3, padding=1), nn.GroupNorm(4, m), nn.SiLU())  # noqa: E731
        self.a, self.b, self.low = make(3, c), make(c, 2 * c), make(2 * c, 2 * c)
        self.up, self.out = make(4 * c, c), nn.Conv2d(2 * c, 3, 1)

    def forward(self, x):
        a = self.a(x)
        b = self.b(avg_pool2d(a, 2))
        h = torch.cat([interpolate(self.low(avg_pool2d(b, 2)), scale_factor=2), b], dim=1)
        return self.out(torch.cat([interpolate(self.up(h), scale_factor=2), a], dim=1))


def restored():
    X = torch.randn(4, 3, 16, 16)
    return UNet(), lambda m: mse_loss(m(X), X)


BLOCKS = {
    "ResNet in stages": lambda: images(in_stages(), side=32),
    "ConvNeXt, layer scale 1e-6": lambda: images(layer_scale(), side=32),
    "layer scale behind a stem": layer_scale_behind_a_stem,
    "layer scale behind a stem, 12 blocks": lambda: layer_scale_behind_a_stem(blocks=12),
    "GPT, tied head": lambda: tokens(Causal(gpt_inner, nn.LayerNorm)),
    "Llama": lambda: tokens(Causal(Gated, nn.RMSNorm)),
    "U-Net, group norm": restored,
}
