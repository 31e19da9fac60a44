"""All operations of the SDK, in their normal life and with their errors."""

from events import events
from life import life
from parts import parts
from plan import plan
from refusals import refusals

life()
parts()
plan()
events()
refusals()
