package dev.seep.evidence;

/// One slot of a process's descriptor table and the open file behind it.
///
/// @param number the descriptor's number; never an identity, as the kernel reuses the lowest free
/// @param device device number of the file system of the inode, 0 when not read
/// @param inode inode number; anonymous inodes (eventfd, epoll, …) share one
/// @param flags flags of the open file and close-on-exec of the slot
/// @param offset file position in bytes, -1 when not read
/// @param bornAtEpochSeconds when the inode was made, for kinds whose inode is made with the
///   descriptor (pipes); 0 when not known
public record Descriptor(
    int number,
    Resource resource,
    long device,
    long inode,
    OpenFlags flags,
    long offset,
    long bornAtEpochSeconds,
    long openFile) {

  /// A descriptor of which the source knows no identity beyond its inode.
  public Descriptor(
      int number,
      Resource resource,
      long device,
      long inode,
      OpenFlags flags,
      long offset,
      long bornAtEpochSeconds) {
    this(number, resource, device, inode, flags, offset, bornAtEpochSeconds, 0);
  }

  public Descriptor withResource(Resource other) {
    return new Descriptor(
        number, other, device, inode, flags, offset, bornAtEpochSeconds, openFile);
  }
}
