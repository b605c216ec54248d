using Ringback.Catalogue;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>How long a phone takes for things, and how it repeats itself.</summary>
internal static class HandsetTimes
{
    /// <summary>From the end of a transfer to the end of writing it: UNVERIFIED.</summary>
    internal const double WriteApplicationSeconds = 10;

    /// <summary>The same for a loader or a whole image: UNVERIFIED.</summary>
    internal const double WriteBootCodeSeconds = 5;

    /// <summary>
    /// A Java phone that does not believe its default list asks for it twice every 90 to 150 seconds (sources.md
    /// other-phones §2.7, LOG).
    /// </summary>
    internal const double DefaultManifestSeconds = 90;

    /// <summary>
    /// From the end of the wait for a voice VLAN to the first DHCP message of a universal loader: 0.1 to 10 s, by the
    /// last two bytes of its address, the last one first (sources.md 7940-7960-code §7).
    /// </summary>
    internal static double DhcpStartSeconds(MacAddress mac)
    {
        ulong address = mac.ToUInt64();
        ulong number = ((address & 0xff) << 8) | ((address >> 8) & 0xff);
        return 0.1 + (0.1 * (number % 100));
    }

    /// <summary>A server that says "busy" is asked again after so long (sources.md 7940-7960-code §3).</summary>
    internal const double BusySeconds = 4;

    /// <summary>What a universal loader refuses it asks for once more after 4 to 14 s (§3).</summary>
    internal static readonly (double Least, double Most) OnceMoreSeconds = (4, 14);

    /// <summary>A universal loader without an application hunts again after 16 to 36 s (§3).</summary>
    internal static readonly (double Least, double Most) HuntAgainSeconds = (16, 36);

    /// <summary>The longest configuration of a loader and its SIP application, <c>.loads</c> too (§3).</summary>
    internal const long LongestConfiguration = 8_192;

    /// <summary>The longest trust list of a universal loader (§3).</summary>
    internal const long LongestTrustList = 32_768;

    /// <summary>The longest loader that a universal loader fetches (§3).</summary>
    internal const long LongestLoader = 393_216;

    /// <summary>The longest application or older image (§3).</summary>
    internal const long LongestImage = 786_432;

    /// <summary>The longest configuration of a signed SCCP load from before the loader (§3).</summary>
    internal const long LongestEarlyConfiguration = 5_724;

    /// <summary>
    /// A universal loader and its SIP application: 0, 1, 5 and 9 s, failure at 13 s; a block that comes again is
    /// dropped (§6). One round; whoever asks counts them.
    /// </summary>
    internal static TftpFetchHabits Loader { get; } = new()
    {
        FirstRepeat = TimeSpan.FromSeconds(1),
        SendsPerRound = 4,
        Rounds = 1,
        AcknowledgementRepeats = 4,
        AcknowledgesRepeats = false,
        LongestBlock = 512,
        LongestFile = LongestConfiguration,
    };

    /// <summary>The SIP application turns three times over its servers (§6).</summary>
    internal static TftpFetchHabits SipApplication { get; } = Loader with { Rounds = 3 };

    /// <summary>
    /// An SCCP application: 0, 4, 8, 12 and 16 s, three rounds to a file (§6, LOG). That it drops repeats and what it
    /// has room for was not read, and is taken from the loader; so is everything of what comes before it.
    /// </summary>
    internal static TftpFetchHabits SccpApplication { get; } = new()
    {
        AcknowledgementRepeats = 4,
        AcknowledgesRepeats = false,
        LongestBlock = 512,
        LongestFile = LongestConfiguration,
    };

    /// <summary>Phones of other families, of which nothing was measured: an SCCP application's times.</summary>
    internal static TftpFetchHabits OtherFamilies { get; } = new();
}
