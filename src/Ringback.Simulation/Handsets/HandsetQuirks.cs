namespace Ringback.Simulation.Handsets;

/// <summary>
/// What some phones do and others do not, and what nobody is sure of. The defaults are what most phones do, or, where
/// that is not known, what asks most of a server.
/// </summary>
public sealed record HandsetQuirks
{
    /// <summary>
    /// Takes every byte of <c>OS79XX.TXT</c> for the name. Null for what the load's age says: a signed load ends the
    /// name at the first byte that is no sign (sources.md 7940-7960-code §10); of unsigned ones it is not known, and
    /// they take every byte here, as reports of some say.
    /// </summary>
    public bool? TakesDualBootFileLiterally { get; init; }

    /// <summary>
    /// Asks for no name that is longer than 8.3. Null for what the load's age says: SCCP before 3.1 and SIP before 2.2
    /// (sources.md 7940-7960 §1.2, INFER). What such a phone does with a longer name is UNVERIFIED; this one does not
    /// ask and goes on with its boot.
    /// </summary>
    public bool? ShortNamesOnly { get; init; }

    /// <summary>
    /// Universal loaders 7.0 to 7.2 ask for <c>CTLSEP…tlv</c> until they get any file, an empty one too, and then for
    /// <c>SEP….cnf.xml</c> in the same way (sources.md 7940-7960 §2.6 L4, COMM). Other loaders never do.
    /// </summary>
    public bool EarlyLoaderCtlsepLoop { get; init; }

    /// <summary>
    /// Takes no SCCP application after 8.0(4): fetches it, fetches it again, and starts the old one (sources.md
    /// 7940-7960 §2.6 L6, COMM).
    /// </summary>
    public bool RefusesSccpNewerThan804 { get; init; }

    /// <summary>
    /// A universal loader that is told of a load without <c>.loads</c> asks for its <c>.sbn</c>, and takes one that is
    /// older than itself (sources.md 7940-7960-code §5); false for one that stays where it is.
    /// </summary>
    public bool LoaderTakesOlderSignedImages { get; init; } = true;

    /// <summary>
    /// Whether the code that judges images of a 7940 or 7960 knows the new signing key. Null for what is known: 8.12
    /// and SCCP 8.1(2)SR2 do, 7.5 does not; of 7.7 it is reported, and it does here; of what lies between it is
    /// UNVERIFIED, and it does not here (sources.md 7940-7960-code §1).
    /// </summary>
    public bool? KnowsNewKey { get; init; }

    /// <summary>
    /// A Java phone that knows the older signing key only, whatever release it runs. Without this, releases before
    /// 8.3(3) do (sources.md other-phones §2.7, INFER from both keys in the boot code).
    /// </summary>
    public bool KnowsOldKeyOnly { get; init; }

    /// <summary>
    /// After a factory reset the code that judges images knows the older key only, and asks for its default list over
    /// and over until there is one that it believes (sources.md other-phones §2.7, INFER from two reports).
    /// </summary>
    public bool DefaultManifestLoop { get; init; }

    /// <summary>
    /// The hardware-compatibility word of a late Java phone; null for a phone that takes any list. It refuses lists
    /// without <c>HARDWARE_COMP_1</c>, and those whose number does not do (sources.md other-phones §2.2, FW strings).
    /// </summary>
    public int? HardwareWord { get; init; }

    /// <summary>
    /// True when all bits of the word must be in the list's number, as the boot code of a 7941 has it, and other
    /// families by analogy; false when the number must be as large (sources.md other-phones §2.2).
    /// </summary>
    public bool HardwareWordIsMask { get; init; } = true;

    /// <summary>
    /// The name in a file's header must be the one asked for in every letter's case. Null for what is known: it counts
    /// before the universal loader and not in it (sources.md 7940-7960-code §1); of Java phones and profiles it is
    /// UNVERIFIED, and it counts here.
    /// </summary>
    public bool? CaseStrict { get; init; }

    /// <summary>
    /// Asks for <c>Jar70…</c> where the list says <c>jar70…</c>, and compares the name in the file with the list's
    /// (sources.md other-phones §2.4, COMM). A server that minds letter case has no such file.
    /// </summary>
    public bool AsksCapitalJar { get; init; }
}
