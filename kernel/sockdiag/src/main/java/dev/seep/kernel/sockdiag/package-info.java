/// Asks the kernel about sockets by netlink, in any network namespace.
@NullMarked
package dev.seep.kernel.sockdiag;

import org.jspecify.annotations.NullMarked;
