"""领导批示: read back, issued, signed for, answered, verified."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.directive import correcting, drafting, handling, pleading, revising
from bot.domain.duties.directive.body import (
    ANSWER,
    CONFIRM,
    RULE_EXTENSION,
    RULE_OBJECTION,
    SIGN,
    VERIFY,
    DirectiveBody,
)
from bot.domain.duties.directive.card import buttons
from bot.domain.duty import Duty, event

DUTY: Final = Duty(
    kind=drafting.KIND,
    body=DirectiveBody,
    acts={
        drafting.DraftDirective: drafting.draft,
        revising.ReviseDirective: revising.revise,
        correcting.SetDue: correcting.set_due,
        correcting.PickPerson: correcting.pick_person,
        correcting.AskRevision: correcting.ask_revision,
        drafting.IssueDirective: drafting.issue,
        drafting.DropDirective: drafting.drop,
        handling.Sign: handling.sign,
        handling.Progress: handling.progress,
        handling.Complete: handling.complete,
        handling.CloseOut: handling.close_out,
        handling.Return: handling.send_back,
        handling.Urge: handling.urge,
        pleading.AskText: pleading.ask_text,
        pleading.RequestExtension: pleading.request_extension,
        pleading.RuleExtension: pleading.rule_extension,
        pleading.Object: pleading.object_to,
        pleading.RuleObjection: pleading.rule_objection,
    },
    events={
        "directive.drafted": event(CONFIRM, named=True),
        "directive.issued": event(SIGN, named=True),
        "directive.issued_urgent": event(SIGN, named=True, needed=False),
        "directive.answer": event(ANSWER, named=True),
        "directive.answer_urgent": event(ANSWER, named=True),
        "directive.completed": event(VERIFY),
        "directive.extension": event(RULE_EXTENSION),
        "directive.objected": event(RULE_OBJECTION),
        "directive.objection_window": event("object", named=True, needed=False),  # only its limit is asked for
    },
    buttons=buttons,
)
