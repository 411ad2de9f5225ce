/// The watch's records in the shapes of the API.
@NullMarked
package dev.seep.web.json;

import org.jspecify.annotations.NullMarked;
