using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;

namespace Ringback.Workbench.Tests.Dhcp;

/// <summary>What is compiled before the first phone comes is the whole way, whatever the server is set to.</summary>
public sealed class DhcpWarmUpTests
{
    public static TheoryData<bool, bool> Settings => new() { { true, true }, { true, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_whole_exchange_is_walked(bool probes, bool phonesOnly)
    {
        RecordingWatcher watcher = new();
        Assert.True(DhcpWarmUp.Run(new DhcpServerOptions
        {
            ProbesAddresses = probes, PhonesOnly = phonesOnly, IsAuthoritative = true,
            Rules = [new DhcpRule(new DhcpPhoneOptions { Domain = "example.org" }) { Model = "7940" }],
        }, watcher));
        Assert.Equal(["asked", "answered", "asked", "answered", "asked"],
            watcher.Told.Select(told => told.Split(' ')[0]));
    }
}
