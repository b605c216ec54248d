namespace Ringback.Simulation.Handsets;

/// <summary>
/// What some phones do and others do not, and what nobody is sure of. The defaults are what most phones do, or, where
/// that is not known, what asks most of a server.
/// </summary>
public sealed record HandsetQuirks
{
    /// <summary>
    /// Old loads take every byte of <c>OS79XX.TXT</c> for the name; false for one that stops at a line end. Which load
    /// does which is not known (sources.md 7940-7960 §2.4: bug reports of one, files in circulation of the other).
    /// </summary>
    public bool TakesDualBootFileLiterally { get; init; } = true;

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
    /// A universal loader that is told of a signed load from before it asks for <c>.loads</c>, and when that is missing
    /// for <c>.sbn</c>. That is UNVERIFIED (sources.md 7940-7960 §3.3 R7); false for one that stays where it is.
    /// </summary>
    public bool LoaderTakesOlderSignedImages { get; init; } = true;

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
    /// True when all bits of the word must be in the list's number; false when the number must be as large. Which it is
    /// is UNVERIFIED (sources.md other-phones §2.2).
    /// </summary>
    public bool HardwareWordIsMask { get; init; }

    /// <summary>
    /// The name in a file's header must be the one asked for in every letter's case. That the names are compared is in
    /// the firmware's own words; whether case counts is UNVERIFIED (sources.md other-phones §2.3, §2.4).
    /// </summary>
    public bool CaseStrict { get; init; } = true;

    /// <summary>
    /// Asks for <c>Jar70…</c> where the list says <c>jar70…</c>, and compares the name in the file with the list's
    /// (sources.md other-phones §2.4, COMM). A server that minds letter case has no such file.
    /// </summary>
    public bool AsksCapitalJar { get; init; }
}
