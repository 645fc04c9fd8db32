package main

import "runtime/debug"

// Compiled into every program. By default a recursion may take 1 GB, and would end as MLE where it is bottomless. A stack
// grows by moving to one of twice the size, so half of the memory is all that it can have.
func init() {
	debug.SetMaxStack(int(debug.SetMemoryLimit(-1) / 2))
}
