namespace Ringback.Workbench.Doctor;

/// <summary>
/// The codes of the checks, beside those of <see cref="Network.CardWarnings"/>. Scripts rely on them; docs/doctor.md
/// tells of each.
/// </summary>
internal static class CheckupCodes
{
    internal const string CheckFailed = "check-failed";
    internal const string CheckTookTooLong = "check-took-too-long";

    internal const string BenchAddressNone = "bench-address-none";
    internal const string BenchAddressUndone = "bench-address-undone";
    internal const string BenchAddressInUse = "bench-address-in-use";
    internal const string BenchAddressElsewhere = "bench-address-elsewhere";
    internal const string BenchAddressStuck = "bench-address-stuck";
    internal const string BenchAddressUnreadable = "bench-address-unreadable";

    internal const string CardChosen = "card-chosen";
    internal const string CardRefused = "card-refused";

    internal const string AddressSane = "address-sane";
    internal const string AddressMissing = "address-missing";
    internal const string AddressLinkLocal = "address-link-local";
    internal const string AddressIsNetwork = "address-is-network";
    internal const string AddressIsBroadcast = "address-is-broadcast";
    internal const string AddressNotForHosts = "address-not-for-hosts";
    internal const string NetmaskTooNarrow = "netmask-too-narrow";

    internal const string PortsFree = "ports-free";
    internal const string PortTaken = "port-taken";
    internal const string PortServedByRingback = "port-served-by-ringback";
    internal const string PortTakenElsewhere = "port-taken-elsewhere";

    internal const string RightsLowPorts = "rights-low-ports";
    internal const string RightsRawFrames = "rights-raw-frames";

    internal const string RunsAsUser = "runs-as-user";
    internal const string RunsAsRoot = "runs-as-root";
    internal const string RunsAsNobody = "runs-as-nobody-known";
    internal const string ServeRunsAs = "serve-runs-as";

    internal const string FirewallOpen = "firewall-open";
    internal const string FirewallClosed = "firewall-closed";
    internal const string FirewallUnknown = "firewall-unknown";

    internal const string RogueDhcpNotSearched = "rival-not-searched";
    internal const string RogueDhcpNone = "rival-none";
    internal const string RogueDhcpFound = "rival-found";
    internal const string RogueDhcpIsRight = "rival-is-right";
    internal const string DhcpExchangeDone = "dhcp-exchange-done";
    internal const string DhcpExchangeFaulty = "dhcp-exchange-faulty";
    internal const string DhcpExchangeFailed = "dhcp-exchange-failed";
    internal const string DhcpNotTried = "dhcp-not-tried";
    internal const string HttpNotYet = "http-not-yet";

    internal const string ClockSane = "clock-sane";
    internal const string ClockBeforeBuild = "clock-before-build";
    internal const string ClockSynchronised = "clock-synchronised";
    internal const string ClockNotSynchronised = "clock-not-synchronised";
    internal const string ClockUnknown = "clock-unknown";

    internal const string DiskWritable = "disk-writable";
    internal const string DiskNotWritable = "disk-not-writable";
    internal const string DiskFull = "disk-full";
    internal const string DiskNearlyFull = "disk-nearly-full";
    internal const string FolderNotYetThere = "folder-not-yet-there";

    internal const string LibraryComplete = "library-complete";
    internal const string LibraryIncomplete = "library-incomplete";
    internal const string LibraryEmpty = "library-empty";

    internal const string TftpFetched = "tftp-fetched";
    internal const string TftpFetchedFromOtherPort = "tftp-fetched-from-other-port";
    internal const string TftpFetchFailed = "tftp-fetch-failed";
    internal const string TftpServeAnswers = "tftp-serve-answers";
    internal const string TftpServeSilent = "tftp-serve-silent";
    internal const string TftpNotTried = "tftp-not-tried";
}
