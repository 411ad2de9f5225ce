package dev.seep.observer;

import dev.seep.evidence.Blind;
import java.util.List;

/// The open files of one process, and what could not be read of them.
record OpenFiles(List<OpenFile> files, List<Blind> blind) {}
