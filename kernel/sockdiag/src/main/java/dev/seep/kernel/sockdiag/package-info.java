/// Asks the kernel about sockets by netlink (sock_diag(7)), in any network namespace, and looks at
/// single sockets that no table lists.
@NullMarked
package dev.seep.kernel.sockdiag;

import org.jspecify.annotations.NullMarked;
