#include "packet_capture.hpp"

#include <algorithm>
#include <utility>

#include "printable.hpp"

namespace jcp {

namespace {

constexpr std::size_t segment_bytes = 1460;        // what Ethernet leaves
constexpr std::uint32_t unseen_bytes = 16 * 1024;  // a quarter of the window
constexpr std::size_t comment_bytes = 4000;        // an option has at most 65535
constexpr unsigned fin_flag = 1, syn_flag = 2, rst_flag = 4, psh_flag = 8, ack_flag = 16;

// pcapng in the order of x86, the network in its own.
void put_little(std::string& to, std::uint64_t value, int octets) {
  for (int i = 0; i < octets; ++i) to += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

void put_big(std::string& to, std::uint32_t value, int octets) {
  for (int i = octets - 1; i >= 0; --i) to += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

void pad(std::string& to) { to.resize((to.size() + 3) / 4 * 4, '\0'); }

void put_option(std::string& to, std::uint16_t code, std::string_view value) {
  put_little(to, code, 2);
  put_little(to, value.size(), 2);
  to += value;
  pad(to);
}

void put_comments(std::string& to, const std::vector<std::string>& comments) {
  for (const std::string& text : comments) put_option(to, 1, shortened(text, comment_bytes));
}

std::string block(std::uint32_t type, std::string body) {
  pad(body);
  std::string result;
  put_little(result, type, 4);
  put_little(result, body.size() + 12, 4);
  result += body;
  put_little(result, body.size() + 12, 4);
  return result;
}

// RFC 1071.
std::uint32_t checksum(std::string_view octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto octet = static_cast<unsigned char>(octets[i]);
    sum += i % 2 == 0 ? octet * 256U : octet;
  }
  while (sum > 0xFFFF) sum = (sum & 0xFFFFU) + (sum >> 16);
  return ~sum & 0xFFFFU;
}

void set_checksum(std::string& in, std::size_t at, std::uint32_t value) {
  in[at] = static_cast<char>(value >> 8);
  in[at + 1] = static_cast<char>(value & 0xFFU);
}

}  // namespace

void PacketCapture::add(Micros since_epoch, std::string packet) {
  const auto time = static_cast<std::uint64_t>(std::max<Micros>(since_epoch, 0));
  packets_.push_back({time, std::move(packet), {}});
}

void PacketCapture::comment(const std::string& text) {
  (packets_.empty() ? comments_ : packets_.back().comments).push_back(text);
}

std::string PacketCapture::file(const std::string& application,
                                std::vector<std::string> comments) const {
  comments.insert(comments.end(), comments_.begin(), comments_.end());
  std::string section;
  put_little(section, 0x1A2B3C4D, 4);
  put_little(section, 1, 2);  // version 1.0
  put_little(section, 0, 2);
  put_little(section, ~std::uint64_t{0}, 8);  // its length is not said
  put_comments(section, comments);
  put_option(section, 4, application);
  put_option(section, 0, "");
  std::string interface;
  put_little(interface, 101, 2);  // LINKTYPE_RAW: a packet begins with its IP header
  put_little(interface, 0, 2);
  put_little(interface, 0, 4);  // packets are whole
  put_option(interface, 2, "jcpspec");
  put_option(interface, 9, "\x06");  // microseconds
  put_option(interface, 0, "");
  std::string file = block(0x0A0D0D0A, section) + block(1, interface);
  for (const Packet& packet : packets_) {
    std::string body;
    put_little(body, 0, 4);  // the interface
    put_little(body, packet.time >> 32, 4);
    put_little(body, packet.time & 0xFFFFFFFFU, 4);
    put_little(body, packet.bytes.size(), 4);
    put_little(body, packet.bytes.size(), 4);
    body += packet.bytes;
    pad(body);
    put_comments(body, packet.comments);
    if (!packet.comments.empty()) put_option(body, 0, "");
    file += block(6, body);
  }
  return file;
}

Conversation::Conversation(PacketCapture& capture, Endpoint client_end, Endpoint server_end)
    : capture_(capture), ends_{End{client_end, 1'000'000}, End{server_end, 2'000'000}} {}

void Conversation::open(Micros time) {
  send(time, client, syn_flag);
  send(time, server, syn_flag | ack_flag);
  send(time, client, ack_flag);
}

void Conversation::data(Micros time, Side from, std::string_view bytes) {
  const Side to = from == client ? server : client;
  while (!bytes.empty()) {
    const std::string_view segment = bytes.substr(0, segment_bytes);
    bytes.remove_prefix(segment.size());
    send(time, from, bytes.empty() ? psh_flag | ack_flag : ack_flag, segment);
    if (ends_[to].unseen >= unseen_bytes) acknowledge(time, to);
  }
}

void Conversation::fin(Micros time, Side from) {
  const Side to = from == client ? server : client;
  if (ends_[from].unseen > 0) acknowledge(time, from);
  send(time, from, fin_flag | ack_flag);
  acknowledge(time, to);
}

void Conversation::rst(Micros time, Side from) { send(time, from, rst_flag | ack_flag); }

void Conversation::acknowledge(Micros time, Side from) { send(time, from, ack_flag); }

void Conversation::send(Micros time, Side from, unsigned flags, std::string_view bytes) {
  End& sender = ends_[from];
  End& receiver = ends_[from == client ? server : client];
  const bool opens = (flags & syn_flag) != 0;
  std::string tcp;
  put_big(tcp, sender.endpoint.port, 2);
  put_big(tcp, receiver.endpoint.port, 2);
  put_big(tcp, sender.next, 4);
  put_big(tcp, (flags & ack_flag) != 0 ? receiver.next : 0, 4);
  put_big(tcp, ((opens ? 6U : 5U) << 12) | flags, 2);  // header length in words
  put_big(tcp, 65535, 2);                              // window
  put_big(tcp, 0, 4);                                  // checksum, urgent pointer
  if (opens) put_big(tcp, (2U << 24) | (4U << 16) | segment_bytes, 4);
  tcp += bytes;
  std::string addresses;
  put_big(addresses, sender.endpoint.address, 4);
  put_big(addresses, receiver.endpoint.address, 4);
  std::string pseudo_header = addresses;
  put_big(pseudo_header, 6, 2);
  put_big(pseudo_header, static_cast<std::uint32_t>(tcp.size()), 2);
  set_checksum(tcp, 16, checksum(pseudo_header + tcp));
  std::string ip;
  put_big(ip, 0x4500, 2);
  put_big(ip, static_cast<std::uint32_t>(20 + tcp.size()), 2);
  put_big(ip, ++identification_, 2);
  put_big(ip, 0x4000, 2);  // not to be fragmented
  put_big(ip, 0x4006, 2);  // 64 hops, TCP
  put_big(ip, 0, 2);       // checksum
  ip += addresses;
  set_checksum(ip, 10, checksum(ip));
  capture_.add(time, ip + tcp);
  sender.unseen = 0;
  const bool counts = opens || (flags & fin_flag) != 0;
  sender.next += static_cast<std::uint32_t>(bytes.size()) + (counts ? 1 : 0);
  receiver.unseen += static_cast<std::uint32_t>(bytes.size());
}

}  // namespace jcp
