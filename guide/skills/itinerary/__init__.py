"""Plans of hours or days: places in an order, with times that hold, or the wishes that cannot hold together.

A plan is a pure function of its request and of what is published. `request` is what is asked, `rules` what every plan
keeps (docs/plans.md says them in words), `places` the candidates, `timing` the clock of one day, `skeleton` finds, or
proves absent, the least plan that has all that was asked, `filling` adds what is worth it, `conflict` says what to give
up. Nothing of it knows a language.
"""
