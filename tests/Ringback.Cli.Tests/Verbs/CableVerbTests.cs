using Ringback.Cli.Exits;
using Ringback.Cli.Verbs;

namespace Ringback.Cli.Tests.Verbs;

/// <summary>What <c>rescue</c> and <c>listen</c> refuse before anything is opened: one line says what to do.</summary>
public sealed class CableVerbTests : IDisposable
{
    private readonly Overheard _heard = Overheard.ByFile();

    [Theory]
    [InlineData("twelve hexadecimal digits", "rescue", "--mac", "000E84")]
    [InlineData("--phone-address needs --take", "rescue", "--phone-address", "10.9.8.7")]
    [InlineData("--take needs --phone-address", "rescue", "--take", "10.9.8.1")]
    [InlineData("--take takes one such as", "rescue", "--phone-address", "10.9.8.7", "--take", "gateway")]
    [InlineData("--phone-address takes one such as", "rescue", "--phone-address", "10.9.8", "--take", "10.9.8.1")]
    [InlineData("leave --bench, --dhcp", "rescue", "--dry-run", "--bench")]
    [InlineData("leave --bench, --dhcp", "rescue", "--dry-run", "--dhcp", "auto")]
    [InlineData("leave --bench, --dhcp", "rescue", "--dry-run", "--dhcp-config", "lan.yaml")]
    [InlineData("rescue --help", "rescue", "--no-such-option")]
    [InlineData("--seconds takes a number", "listen", "--seconds", "0")]
    [InlineData("leave --interface and --seconds away", "listen", "boot.pcap", "--interface", "eth0")]
    [InlineData("leave --interface and --seconds away", "listen", "boot.pcap", "--seconds", "5")]
    [InlineData("no-such-file.pcap", "listen", "no-such-file.pcap")]
    [InlineData("no-such-card", "listen", "--interface", "no-such-card")]
    public async Task Bad_options_say_what_to_do(string said, params string[] typed)
    {
        Assert.Equal(ExitCode.Unusable,
            await new LastNet(FaultReports.OfThisComputer()).CatchAsync(() => CommandLine.Read(typed)));
        Assert.Contains(said, Assert.Single(_heard.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_heard.Output);
    }

    public void Dispose() => _heard.Dispose();
}
