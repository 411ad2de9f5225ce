/// The page and the API: what the watch knows, over HTTP.
@NullMarked
package dev.seep.web;

import org.jspecify.annotations.NullMarked;
