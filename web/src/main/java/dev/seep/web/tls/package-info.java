/// Certificates and keys from PEM files.
@NullMarked
package dev.seep.web.tls;

import org.jspecify.annotations.NullMarked;
