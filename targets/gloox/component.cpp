// A component on gloox: echoes messages; disco#info, ping and refusals are the library's own.
// JCP_HOST, JCP_PORT, JCP_DOMAIN and JCP_SECRET say where it belongs.

#include <gloox/component.h>
#include <gloox/connectionlistener.h>
#include <gloox/disco.h>
#include <gloox/message.h>
#include <gloox/messagehandler.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

class Echo : public gloox::ConnectionListener, public gloox::MessageHandler {
 public:
  Echo()
      : component_("jabber:component:accept", setting("JCP_HOST"), setting("JCP_DOMAIN"),
                   setting("JCP_SECRET"), std::atoi(setting("JCP_PORT").c_str())) {
    component_.registerConnectionListener(this);
    component_.registerMessageHandler(this);
    component_.disco()->setIdentity("component", "generic", "echo");
    component_.disco()->addFeature("urn:xmpp:ping");
  }

  // Until the connection ends.
  void run() { component_.connect(); }

  void onConnect() override {
    std::printf("READY\n");
    std::fflush(stdout);
  }
  void onDisconnect(gloox::ConnectionError) override {}
  bool onTLSConnect(const gloox::CertInfo&) override { return true; }

  void handleMessage(const gloox::Message& message, gloox::MessageSession*) override {
    if (message.subtype() == gloox::Message::Error) return;
    gloox::Message answer(message.subtype(), message.from(), message.body());
    answer.setFrom(message.to());
    component_.send(answer);
  }

 private:
  gloox::Component component_;
};

}  // namespace

int main() {
  Echo().run();
  return 0;
}
