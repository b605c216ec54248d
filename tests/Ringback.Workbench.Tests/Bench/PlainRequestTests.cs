using System.Net;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Contents;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Bench;

public sealed class PlainRequestTests : IDisposable
{
    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>
    /// A loader takes error 8 for an empty file and waits four seconds at error 3 (sources.md 7940-7960-code §3).
    /// </summary>
    [Theory]
    [InlineData(null)]
    [InlineData("sip")]
    public void A_plain_question_is_never_refused_with_error_3_or_8(string? goal)
    {
        CaseDesk desk = _bench.Desk(goal);
        using HeldQuestions questions = new(_bench.Clock, TimeSpan.FromSeconds(9));
        PhoneTftpPolicy policy = new(
            desk, new ContentStore(_bench.Shelf(_bench.Clock)), null, questions, _bench.Clock);
        Random random = new(20_261_130);
        for (int i = 0; i < 2_000; i++)
        {
            TftpRequest request = new(IsWrite: false, Name(random), TftpMode.Octet, []);
            TftpVerdict verdict = policy.Asked(new TftpAsk(PracticeBench.Simulated, IPAddress.Loopback, request));
            if (verdict is TftpDeny deny)
                Assert.True(deny.Code is TftpErrorCode.FileNotFound or TftpErrorCode.AccessViolation, $"{deny}");
            else Assert.IsType<TftpServe>(verdict);
        }
    }

    /// <summary>Names that phones ask for, half of them with a byte changed, added or lost.</summary>
    private static string Name(Random random)
    {
        string[] known =
        [
            PracticeBench.Trust, PracticeBench.Sep, "OS79XX.TXT", "SIP000E84C060A6.cnf", "MGCDefault.cnf",
            "XMLDefault.cnf.xml", "SIPDefault.cnf", "P0S3-8-12-00.loads", "P0S3-8-12-00.sb2", "P003-8-12-00.sbn",
            "P003-8-12-00.bin", "P0S3-8-12-00", "gk000e84c060a6", "../etc/passwd", "", "term41.default.loads",
            "SEP000E84C060A6.cnf.xml.sgn", "dialplan.xml", new string('A', 400),
        ];
        string name = known[random.Next(known.Length)];
        if (random.Next(2) == 0) return name;
        int at = random.Next(name.Length + 1);
        string some = random.Next(3) == 0 ? "" : ((char)random.Next(1, 256)).ToString();
        return name[..at] + some + name[Math.Min(name.Length, at + random.Next(2))..];
    }
}
