"""`make soak`: an hour of Kiwify misbehaving at random while tickets are sold, changed, refunded and checked in.

Time is compressed sixty to one, in our processes and in the stand-in Kiwify alike. At the end our copy equals
Kiwify's, no acknowledged check-in is lost, the limit was kept and memory is flat. The seed is printed first.
"""
