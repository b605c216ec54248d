namespace Ringback.Catalogue.Problems;

// A code's title stands in Data/problems.txt and its cause and cure in docs/findings.md; here is only its name, so that
// the compiler sees a misspelt one. A test holds the three together.
#pragma warning disable CS1591

/// <summary>The codes of <see cref="Problem"/>: all of them, in the order of <c>Data/problems.txt</c>.</summary>
public static class ProblemCode
{
    // Firmware and archives.
    public const string RenamedSignedFile = "renamed-signed-file";
    public const string SignedNameMissing = "signed-name-missing";
    public const string DamagedImage = "damaged-image";
    public const string SignatureMissing = "signature-missing";
    public const string NameDiffersFromContent = "name-differs-from-content";
    public const string OtherFamily = "other-family";
    public const string UnknownContent = "unknown-content";
    public const string LoaderBuildDiffers = "loader-build-differs";
    public const string RefusedInArchive = "refused-in-archive";
    public const string LibraryDamaged = "library-damaged";
    public const string PartOfNothing = "part-of-nothing";
    public const string DefaultManifestConflict = "default-manifest-conflict";
    public const string ImageTooLarge = "image-too-large";

    // Configuration files.
    public const string StrayCharacterInName = "stray-character-in-name";
    public const string MisspelledLoadName = "misspelled-load-name";
    public const string ConfigBadLine = "config-bad-line";
    public const string ConfigUnknownKey = "config-unknown-key";
    public const string ConfigIgnoredKey = "config-ignored-key";
    public const string ConfigCrashKey = "config-crash-key";
    public const string ConfigSystemKey = "config-system-key";
    public const string ConfigBadValue = "config-bad-value";
    public const string ConfigBadStructure = "config-bad-structure";
    public const string ConfigNotWellFormed = "config-not-well-formed";
    public const string ConfigWrongRoot = "config-wrong-root";
    public const string ConfigTooLarge = "config-too-large";
    public const string ConfigPlaceholder = "config-placeholder";
    public const string ConfigNotCompiled = "config-not-compiled";
    public const string PasswordTooLong = "password-too-long";
    public const string ValueTooLong = "value-too-long";
    public const string LoadNotInFolder = "load-not-in-folder";
    public const string LoadSetIncomplete = "load-set-incomplete";
    public const string LoadWithExtension = "load-with-extension";
    public const string ZeroPaddedDeviceType = "zero-padded-device-type";
    public const string WrongDeviceType = "wrong-device-type";
    public const string ImageVersionMismatch = "image-version-mismatch";
    public const string ProtocolMismatch = "protocol-mismatch";
    public const string SipProfileMissing = "sip-profile-missing";
    public const string Os79xxForeignPrefix = "os79xx-foreign-prefix";
    public const string MisnamedFile = "misnamed-file";
    public const string SettingNotTaken = "setting-not-taken";
    public const string SettingDoubtful = "setting-doubtful";
    public const string SettingLeftOut = "setting-left-out";
    public const string SettingElsewhere = "setting-elsewhere";
    public const string SettingsFileUnreadable = "settings-file-unreadable";
    public const string ProfileBadSetting = "profile-bad-setting";
    public const string ProfileSettingDropped = "profile-setting-dropped";
    public const string UpgradeForAnother = "upgrade-for-another";
    public const string FileUnreadable = "file-unreadable";

    // Phones.
    public const string FileMissingHarmless = "file-missing-harmless";
    public const string LocaleMissing = "locale-missing";
    public const string ServerRewritesName = "server-rewrites-name";
    public const string SignedToUnsigned = "signed-to-unsigned";
    public const string TransferRestarted = "transfer-restarted";
    public const string UnprovisionedPolling = "unprovisioned-polling";
    public const string NoCallManager = "no-call-manager";
    public const string RegistrationRejected = "registration-rejected";
    public const string ConfigOverridesOs79xx = "config-overrides-os79xx";
    public const string DnsMissing = "dns-missing";
    public const string TimeMissing = "time-missing";
    public const string SettingsLocked = "settings-locked";
    public const string NormalDisplay = "normal-display";
    public const string WrongCaseInName = "wrong-case-in-name";
    public const string NoDhcpAnswer = "no-dhcp-answer";
    public const string NoTftpRequestAfterLease = "no-tftp-request-after-lease";
    public const string RivalDhcpServer = "rival-dhcp-server";
    public const string Option150Malformed = "option-150-malformed";
    public const string Option150Missing = "option-150-missing";
    public const string OfferAndRequestDiffer = "offer-and-request-differ";
    public const string AddressInUse = "address-in-use";
    public const string ManualTftpServer = "manual-tftp-server";
    public const string MadeUpPhones = "made-up-phones";
    public const string ConfigTakenByAnother = "config-taken-by-another";
    public const string ConfigsGathered = "configs-gathered";
    public const string StaticAddress = "static-address";
    public const string StoredLease = "stored-lease";
    public const string ImageRejected = "image-rejected";
    public const string FileMissingFatal = "file-missing-fatal";
    public const string DefaultManifestLoop = "default-manifest-loop";
    public const string Os79xxIgnored = "os79xx-ignored";
    public const string BootLoop = "boot-loop";
    public const string RepliesNotReachingPhone = "replies-not-reaching-phone";
    public const string TransferStalled = "transfer-stalled";
    public const string LossyPath = "lossy-path";
    public const string BlockTooLarge = "block-too-large";
    public const string ForeignPath = "foreign-path";

    // Conversions.
    public const string AlreadyThere = "already-there";
    public const string OneWay = "one-way";
    public const string Assumption = "assumption";
    public const string OldestSccp = "oldest-sccp";
    public const string CtlsepLoop = "ctlsep-loop";
    public const string PowerCutWhileWriting = "power-cut-while-writing";
    public const string SigningKeyGap = "signing-key-gap";
    public const string Practice = "practice";
    public const string DirectJump = "direct-jump";
    public const string ImageId = "image-id";
    public const string ProtocolNotDescribed = "protocol-not-described";
    public const string EnglishOnly = "english-only";
    public const string SameProtocolOnly = "same-protocol-only";
    public const string ByHand = "by-hand";
    public const string UnverifiedExchange = "unverified-exchange";
    public const string OneFileForBoth = "one-file-for-both";
    public const string BridgeByName = "bridge-by-name";
    public const string TrustListBlocksConfig = "trust-list-blocks-config";
    public const string HardwareTooNewForLoad = "hardware-too-new-for-load";

    // Checks of doctor.
    public const string CardChosen = "card-chosen";
    public const string CardRefused = "card-refused";
    public const string CardWithoutCarrier = "card-without-carrier";
    public const string CardSwitchedOff = "card-switched-off";
    public const string CardHasDefaultRoute = "card-has-default-route";
    public const string CardIsWifi = "card-is-wifi";
    public const string CardWithSeveralAddresses = "card-with-several-addresses";
    public const string TwoCardsOneSubnet = "two-cards-one-subnet";
    public const string OverlappingSubnets = "overlapping-subnets";
    public const string WifiBesideBench = "wifi-beside-bench";
    public const string AddressSane = "address-sane";
    public const string AddressMissing = "address-missing";
    public const string AddressLinkLocal = "address-link-local";
    public const string AddressIsNetwork = "address-is-network";
    public const string AddressIsBroadcast = "address-is-broadcast";
    public const string AddressNotForHosts = "address-not-for-hosts";
    public const string NetmaskTooNarrow = "netmask-too-narrow";
    public const string PortsFree = "ports-free";
    public const string PortTaken = "port-taken";
    public const string PortServedByRingback = "port-served-by-ringback";
    public const string PortTakenElsewhere = "port-taken-elsewhere";
    public const string RightsLowPorts = "rights-low-ports";
    public const string RightsRawFrames = "rights-raw-frames";
    public const string RunsAsUser = "runs-as-user";
    public const string RunsAsRoot = "runs-as-root";
    public const string RunsAsNobodyKnown = "runs-as-nobody-known";
    public const string ServeRunsAs = "serve-runs-as";
    public const string FirewallOpen = "firewall-open";
    public const string FirewallClosed = "firewall-closed";
    public const string FirewallUnknown = "firewall-unknown";
    public const string RivalNone = "rival-none";
    public const string RivalFound = "rival-found";
    public const string RivalIsRight = "rival-is-right";
    public const string RivalNotSearched = "rival-not-searched";
    public const string DhcpExchangeDone = "dhcp-exchange-done";
    public const string DhcpExchangeFaulty = "dhcp-exchange-faulty";
    public const string DhcpExchangeFailed = "dhcp-exchange-failed";
    public const string DhcpNotTried = "dhcp-not-tried";
    public const string ClockSane = "clock-sane";
    public const string ClockBeforeBuild = "clock-before-build";
    public const string ClockSynchronised = "clock-synchronised";
    public const string ClockNotSynchronised = "clock-not-synchronised";
    public const string ClockUnknown = "clock-unknown";
    public const string DiskWritable = "disk-writable";
    public const string DiskNotWritable = "disk-not-writable";
    public const string DiskFull = "disk-full";
    public const string DiskNearlyFull = "disk-nearly-full";
    public const string FolderNotYetThere = "folder-not-yet-there";
    public const string LibraryComplete = "library-complete";
    public const string LibraryIncomplete = "library-incomplete";
    public const string LibraryEmpty = "library-empty";
    public const string BenchAddressNone = "bench-address-none";
    public const string BenchAddressUndone = "bench-address-undone";
    public const string BenchAddressInUse = "bench-address-in-use";
    public const string BenchAddressElsewhere = "bench-address-elsewhere";
    public const string BenchAddressStuck = "bench-address-stuck";
    public const string BenchAddressUnreadable = "bench-address-unreadable";
    public const string TftpFetched = "tftp-fetched";
    public const string TftpFetchedFromOtherPort = "tftp-fetched-from-other-port";
    public const string TftpFetchFailed = "tftp-fetch-failed";
    public const string TftpServeAnswers = "tftp-serve-answers";
    public const string TftpServeSilent = "tftp-serve-silent";
    public const string TftpNotTried = "tftp-not-tried";
    public const string CheckFailed = "check-failed";
    public const string CheckTookTooLong = "check-took-too-long";
}
