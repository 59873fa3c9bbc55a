/** By which rules leads are scored. */
@NullMarked
package io.mce.app.scoring;

import org.jspecify.annotations.NullMarked;
