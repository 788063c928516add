"""The live proof page: the leaflets as they are, beside the editor in which their copy is being mended.

Three threads: one watches for saves (`production.watch`), one builds (`build_loop`), and the main one answers the
browser (`server`). What they share is the build loop's `Snapshot`, which is never changed, only replaced.
"""
