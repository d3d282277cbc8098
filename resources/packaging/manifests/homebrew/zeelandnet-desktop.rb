cask "zeelandnet-desktop" do
  arch arm: "arm64", intel: "x86_64"

  version "@VERSION@"
  sha256 arm:   "@SHA256:zeelandnet-desktop-@VERSION@-macos-arm64.dmg@",
         intel: "@SHA256:zeelandnet-desktop-@VERSION@-macos-x86_64.dmg@"

  url "@PAGE@/releases/download/v#{version}/zeelandnet-desktop-#{version}-macos-#{arch}.dmg"
  name "ZeelandNet Desktop"
  desc "Foreign news and webmail in one calm window"
  homepage "@PAGE@"

  livecheck do
    url :url
    strategy :github_latest
  end

  depends_on macos: ">= :ventura"

  app "ZeelandNet Desktop.app"

  zap trash: [
    "~/Library/Application Support/ZeelandNet/ZeelandNetDesktop",
    "~/Library/LaunchAgents/nl.zeelandnet.Desktop.plist",
    "~/Library/Preferences/nl.zeelandnet.ZeelandNetDesktop.plist",
  ]
end
