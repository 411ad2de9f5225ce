/// What each address of the API answers.
@NullMarked
package dev.seep.web.api;

import org.jspecify.annotations.NullMarked;
