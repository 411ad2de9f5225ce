// A library that keeps items in files, and whose users never see one. Eleven calls lie between its
// door and the one function that opens anything.
#ifndef SEEP_CASEBOOK_DEPOT_HPP
#define SEEP_CASEBOOK_DEPOT_HPP

#include <string>

namespace depot {

/// An item that is in use; whoever opened it gives it back by close().
struct Item {
  int handle;
  long bytes;
};

/// Opens an item of this folder.
Item open(const std::string& folder, const std::string& name);

/// Gives an item back.
void close(const Item& item);

}  // namespace depot

#endif
