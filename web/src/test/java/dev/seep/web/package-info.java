/// Tests of the page's server, and a staged watch to look at it with.
@NullMarked
package dev.seep.web;

import org.jspecify.annotations.NullMarked;
