"""MiniLM with token heads and a role head over token pairs: everything about a sentence in one pass. The tables' and the
grammar's view of the sentence comes in as features, so that the network learns when to believe it."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertModel

from lapwing.annotating.learned.features import FORMS
from lapwing.annotating.learned.labels import MENTION_LABELS, MODES, N_ROLES, REALIS, TRIGGER_LABELS, TYPES

ENCODED = 384
FEATURE_SIZE = 24
HIDDEN = ENCODED + 3 * FEATURE_SIZE
ROLE_SIZE = 96
MAX_DISTANCE = 32


class Heads(nn.Module):
    """Logits for each token (mention, trigger, mode, realis) and for each ordered pair of tokens (roles)."""

    def __init__(self) -> None:
        super().__init__()
        self.shared = nn.Sequential(nn.Linear(HIDDEN, ENCODED), nn.GELU(), nn.Dropout(0.2))
        self.mention = nn.Linear(ENCODED, len(MENTION_LABELS))
        self.trigger = nn.Linear(ENCODED, len(TRIGGER_LABELS))
        self.mode = nn.Linear(ENCODED, len(MODES))
        self.realis = nn.Linear(ENCODED, len(REALIS))
        self.of_trigger = nn.Sequential(
            nn.Linear(HIDDEN, ENCODED), nn.GELU(), nn.Dropout(0.2), nn.Linear(ENCODED, N_ROLES * ROLE_SIZE)
        )
        self.of_mention = nn.Sequential(
            nn.Linear(HIDDEN, ENCODED), nn.GELU(), nn.Dropout(0.2), nn.Linear(ENCODED, N_ROLES * ROLE_SIZE)
        )
        self.distance = nn.Embedding(2 * MAX_DISTANCE + 1, N_ROLES)
        self.seen = nn.ModuleList(nn.Embedding(1 + len(v), FEATURE_SIZE) for v in (TYPES, REALIS, FORMS))
        self.prior = nn.Parameter(torch.ones(2, N_ROLES))
        self.bias = nn.Parameter(torch.full((N_ROLES,), -2.0))

    def forward(self, states: torch.Tensor, seen: torch.Tensor, prior: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """`seen` (batch, 3, length): trigger, realis and form of each token by rule. `prior` (batch, 2, length, length): 1 where
        the rules make the second token's chunk actor or recipient of the first token's trigger."""
        batch, length, _ = states.shape
        states = torch.cat([states, *(embed(seen[:, k]) for k, embed in enumerate(self.seen))], -1)
        shared = self.shared(states)
        left = self.of_trigger(states).view(batch, length, N_ROLES, ROLE_SIZE).permute(0, 2, 1, 3)
        right = self.of_mention(states).view(batch, length, N_ROLES, ROLE_SIZE).permute(0, 2, 3, 1)
        roles = left @ right / ROLE_SIZE**0.5
        position = torch.arange(length, device=states.device)
        bucket = (position[None, :] - position[:, None]).clamp(-MAX_DISTANCE, MAX_DISTANCE) + MAX_DISTANCE
        roles = roles + self.distance(bucket).permute(2, 0, 1)[None] + self.bias[None, :, None, None]
        roles = roles + torch.einsum("bkij,kr->brij", prior, self.prior)
        return self.mention(shared), self.trigger(shared), self.mode(shared), self.realis(shared), roles


class Annotator(nn.Module):
    def __init__(self, encoder_folder: str) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(encoder_folder, add_pooling_layer=False, attn_implementation="eager")
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.heads = Heads()

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, seen: torch.Tensor, prior: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.heads(states, seen, prior)
