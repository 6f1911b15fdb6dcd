# --8<-- [start:outer]
def outer():
    # --8<-- [start:inner]
    return 1
    # --8<-- [end:inner]
# --8<-- [end:outer]
