/**
 * The models of a folder, as they come and go. {@link dev.driftwood.server.models.FolderWatch}
 * looks at the folder; what is new has to be whole ({@link dev.driftwood.server.models.Arrival}),
 * survives a {@link dev.driftwood.server.models.Probe} in a process of its own, and is loaded and
 * warmed beside what is served. Then the {@link dev.driftwood.server.models.Catalogue} is replaced
 * by one that has it. A request uses a model under a {@link dev.driftwood.server.models.Lease}; a
 * version that is in no catalogue any more is let go when its last lease ends.
 */
@NullMarked
package dev.driftwood.server.models;

import org.jspecify.annotations.NullMarked;
