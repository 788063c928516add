"""From typeset panels to printed sheets."""
