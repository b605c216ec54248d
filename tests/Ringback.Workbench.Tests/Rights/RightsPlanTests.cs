using Ringback.Catalogue.Problems;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Rights;

namespace Ringback.Workbench.Tests.Rights;

/// <summary>As whom serve runs: who started it with sudo, or who is named; and never somebody by accident.</summary>
public sealed class RightsPlanTests
{
    private static readonly Account Alice = new(1000, 100, "alice", "/homes/alice");
    private static readonly Account Root = new(0, 0, "root", "/root");

    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Who_typed_sudo_is_who_it_becomes()
    {
        Sudo("1000", "1000");
        Assert.Equal(new BecomeUser(Alice with { Group = 1000 }), Decide(null, self: 0));
    }

    [Fact]
    public void Who_is_named_goes_before_who_typed_sudo()
    {
        Sudo("1", "1");
        Assert.Equal(new BecomeUser(Alice), Decide("alice", self: 0));
        Assert.Equal(new BecomeUser(Alice), Decide("1000", self: 0));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("alice")]
    [InlineData("99999999999")]
    [InlineData("4242")]
    public void Root_without_anybody_behind_it_stays_root_and_says_so(string? sudo)
    {
        if (sudo is not null) Sudo(sudo, "1000");
        StayAsIs stays = Assert.IsType<StayAsIs>(Decide(null, self: 0));
        Assert.Contains("--user", stays.Warning, StringComparison.Ordinal);
        Assert.Equal(ProblemSeverity.Warning, RunsAsCheck.Judge(stays, null).Severity);
    }

    [Fact]
    public void Root_stays_root_when_it_is_said()
    {
        Sudo("1000", "1000");
        StayAsIs stays = Assert.IsType<StayAsIs>(Decide("root", self: 0));
        Assert.Contains("you say so", stays.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alice")]
    [InlineData("1000")]
    public void Who_is_not_root_stays_who_he_is_whatever_sudo_left_behind(string? wanted)
    {
        Sudo("1", "1");
        Assert.Equal(new StayAsIs(null), Decide(wanted, self: 1000));
    }

    [Theory]
    [InlineData("root", 1000u)]
    [InlineData("bob", 0u)]
    [InlineData("4294967295", 0u)]
    public void Whom_it_cannot_become_is_refused(string wanted, uint self)
    {
        NoSuchUser refused = Assert.IsType<NoSuchUser>(Decide(wanted, self));
        Assert.Contains("--user", refused.Because, StringComparison.Ordinal);
        Assert.Equal(ProblemSeverity.Error, RunsAsCheck.Judge(refused, null).Severity);
    }

    [Fact]
    public void Elsewhere_it_runs_as_whoever_starts_it()
    {
        Assert.IsType<NoSuchUser>(RightsPlan.Elsewhere("alice", isRoot: true));
        Assert.Equal(new StayAsIs(null), RightsPlan.Elsewhere(null, isRoot: false));
        Assert.NotNull(Assert.IsType<StayAsIs>(RightsPlan.Elsewhere(null, isRoot: true)).Warning);
    }

    [Theory]
    [InlineData(false, false, Capability.LowPorts)]
    [InlineData(true, false, Capability.LowPorts | Capability.RawFrames | Capability.Network)]
    [InlineData(false, true, Capability.LowPorts | Capability.Network)]
    public void Only_what_serving_takes_is_kept(bool lends, bool hasLeftover, object kept)
    {
        using ScratchFolder folder = new();
        if (hasLeftover) folder.Write("bench-address-eth0.json", "{}");
        Assert.Equal(kept, RootDrop.Needed(new RightsNeeded(folder.Path, lends)));
    }

    [Theory]
    [InlineData("Name:\tx\nUid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000002400\nNoNewPrivs:\t1\n",
        "these rights of root's and no others: low ports, raw frames.")]
    [InlineData("Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n", "no right of root's.")]
    [InlineData("Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000402\n", "others (2).")]
    [InlineData("Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n", "root, with every right.")]
    public void Kernels_word_is_told_to_people(string status, string told) =>
        Assert.EndsWith(told, RunningRights.Read(status)?.Told, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Uid:\t1000\n")]
    [InlineData("Uid:\tx\ty\nCapEff:\t0\n")]
    public void What_cannot_be_read_is_nothing(string status) => Assert.Null(RunningRights.Read(status));

    private void Sudo(string user, string group)
    {
        _environment["SUDO_UID"] = user;
        _environment["SUDO_GID"] = group;
    }

    private RightsPlan Decide(string? wanted, uint self) => RightsPlan.Decide(wanted, self,
        name => _environment.GetValueOrDefault(name), name => name switch
        {
            "alice" or "1000" => Alice,
            "root" or "0" => Root,
            "1" => new Account(1, 1, "daemon", "/"),
            _ => null,
        });
}
