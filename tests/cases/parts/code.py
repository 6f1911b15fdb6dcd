def f():
    # ANCHOR: body
    return 1
    # ANCHOR_END: body
