#pragma once
// A packet capture in the making: pcapng blocks (draft-ietf-opsawg-pcapng), and TCP over IPv4 as
// it would have been on a wire.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/transcript.hpp"

namespace jcp {

class PacketCapture {
 public:
  void add(Micros since_epoch, std::string packet);
  // Of the packet that was added last; of the whole file when there is none.
  void comment(const std::string& text);
  bool empty() const { return packets_.empty(); }

  // `application` made the file; `comments` are about all of it.
  std::string file(const std::string& application, std::vector<std::string> comments) const;

 private:
  struct Packet {
    std::uint64_t time;
    std::string bytes;
    std::vector<std::string> comments;
  };
  std::vector<Packet> packets_;
  std::vector<std::string> comments_;
};

// One connection. It has what a reader of captures looks for: the handshake, sequence numbers,
// acknowledgements, checksums.
class Conversation {
 public:
  struct Endpoint {
    std::uint32_t address;
    std::uint16_t port;
  };
  enum Side { client, server };

  Conversation(PacketCapture& capture, Endpoint client_end, Endpoint server_end);

  void open(Micros time);
  void data(Micros time, Side from, std::string_view bytes);
  void fin(Micros time, Side from);
  void rst(Micros time, Side from);

 private:
  struct End {
    Endpoint endpoint;
    std::uint32_t next;        // sequence number
    std::uint32_t unseen = 0;  // bytes of the other end that were not acknowledged yet
  };
  void send(Micros time, Side from, unsigned flags, std::string_view bytes = {});
  void acknowledge(Micros time, Side from);

  PacketCapture& capture_;
  std::array<End, 2> ends_;
  std::uint16_t identification_ = 0;
};

}  // namespace jcp
