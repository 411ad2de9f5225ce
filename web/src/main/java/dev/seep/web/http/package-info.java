/// Requests in, answers out: who may ask, how long it may take, and what is said when it may not.
@NullMarked
package dev.seep.web.http;

import org.jspecify.annotations.NullMarked;
