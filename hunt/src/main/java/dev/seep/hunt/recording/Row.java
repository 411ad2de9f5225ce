package dev.seep.hunt.recording;

/// A record of which there are many: written as the bare list of its components.
interface Row {}
