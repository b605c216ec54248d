using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

/// <summary>One small file of every kind that is recognised: what the sweeps and mutations start from.</summary>
internal static class PracticeShelf
{
    private static readonly string[] Loads =
    [
        "P0S3-8-12-00", "P0030801SR02", "P0S3-06-3-00", "SIP41.9-4-2SR3-1S", "CP7912080004SCCP080108A",
        "ATA030204SCCP090202A", "CP7921G-1.4.6.3", "SCCP69xx.9-4-1-3SR3", "SCCP6901.9-2-1-a", "sip8961.9-4-2SR4-1",
        "sip78xx.14-2-1-0101-26", "S00105000400", "B015-1-0-4-2", "P00405000700", "cmterm_7920.4.0-03-02",
        "P00503021900",
    ];

    internal static IReadOnlyList<PracticeFile> All { get; } = Make();

    private static PracticeFile[] Make()
    {
        PracticeFile[] sets = [.. Loads.SelectMany(Package)];
        return
        [
            .. sets,
            PracticeParcel.Package("cmterm-7912.cop.sgn", Package("CP7912080004SCCP080108A")),
            PracticeParcel.TrustList("CTLFile.tlv"),
            new("gk000E84C060A6", Convert.FromHexString("23617461fffe04017300060304c00002aa")),
            new("OS79XX.TXT", "P0S3-08-12-00\r\n"u8.ToArray()),
            new("SIPDefault.cnf", "# c\nimage_version: \"P0S3-8-12-00\" ; x\n"u8.ToArray()),
            new("XMLDefault.cnf.xml",
                "<?xml?><Default><loadInformation8>P0S3-8-12-00</loadInformation8></Default>"u8.ToArray()),
            new("load115.txt", "115   SIP41.8-5-4S   11   // IP Phone 7941 SIP\r\n"u8.ToArray()),
            new("CIPC_Locale.loads", "<AutoUpdateManifest></AutoUpdateManifest>"u8.ToArray()),
            new("a.zip", "PK\x03\x04"u8.ToArray()),
        ];
    }

    private static IReadOnlyList<PracticeFile> Package(string load) =>
        PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small)
            ? files
            : throw new InvalidOperationException(load);
}
