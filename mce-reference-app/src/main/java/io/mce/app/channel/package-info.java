/** Channel accounts over HTTP: what there is, what can be added, and carriers' callbacks. */
@NullMarked
package io.mce.app.channel;

import org.jspecify.annotations.NullMarked;
