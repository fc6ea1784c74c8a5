"""领导批示: read back, issued, signed for, answered, verified."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.directive import drafting, handling, pleading
from bot.domain.duties.directive.body import DirectiveBody
from bot.domain.duties.directive.card import buttons
from bot.domain.duty import Duty

DUTY: Final = Duty(
    kind=drafting.KIND,
    body=DirectiveBody,
    acts={
        drafting.DraftDirective: drafting.draft,
        drafting.ReviseDirective: drafting.revise,
        drafting.SetDue: drafting.set_due,
        drafting.AskRevision: drafting.ask_revision,
        drafting.IssueDirective: drafting.issue,
        drafting.DropDirective: drafting.drop,
        handling.Sign: handling.sign,
        handling.Progress: handling.progress,
        handling.Complete: handling.complete,
        handling.CloseOut: handling.close_out,
        handling.Return: handling.send_back,
        pleading.AskText: pleading.ask_text,
        pleading.RequestExtension: pleading.request_extension,
        pleading.RuleExtension: pleading.rule_extension,
        pleading.Object: pleading.object_to,
        pleading.RuleObjection: pleading.rule_objection,
    },
    buttons=buttons,
)
