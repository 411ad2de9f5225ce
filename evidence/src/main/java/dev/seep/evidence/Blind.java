package dev.seep.evidence;

/// Something that could not be seen: never a silent zero, always with the reason and the mend.
///
/// @param what the thing not seen, as a reader would name it ("descriptors of pid 812")
/// @param why the kernel's or the machine's reason ("EACCES on /proc/812/fd")
/// @param mend the command or change that would make it visible; empty if nothing would
public record Blind(String what, String why, String mend) {}
