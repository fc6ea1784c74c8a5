"""The names by which things are known. Distinct types, so that one is never passed for another."""

from typing import NewType

PersonId = NewType("PersonId", str)  # the key of a person in office.toml
UnitId = NewType("UnitId", str)  # the key of a 股室, 局 or 乡镇 in office.toml
GroupId = NewType("GroupId", str)  # the key of a group chat in office.toml
RuleId = NewType("RuleId", str)  # the id of a row of a rulebook, such as TF-01
MatterId = NewType("MatterId", int)  # numbered by the desk, never reused
Slot = NewType("Slot", int)  # the place of an obligation within its matter, from 1
