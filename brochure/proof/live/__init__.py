"""The live proof page: the leaflets as they are, beside the editor in which their copy is being mended.

Three threads: one hears saves (`brochure.build.watch`), one builds (`bench`), and the main one answers the browser.
What they share is the bench's `Snapshot`, which is never changed, only replaced.
"""
