using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

/// <summary>Records in a folder where others may write: nothing elsewhere changes.</summary>
public sealed class BenchRecordTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly PaperComputer _computer;

    public BenchRecordTests()
    {
        _scratch.Write("outside", "precious");
        _computer = new PaperComputer(_scratch.Folder("data"), Card.Wired("eth0", "192.168.77.1/24"));
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("bench-address-eth0.json")]
    [InlineData("bench-address-eth0.json.new")]
    public void A_record_is_not_written_through_a_link(string name)
    {
        File.CreateSymbolicLink(_scratch["data/" + name], _scratch["outside"]);
        Record("eth0").Write(_scratch["data"]);
        Assert.Equal("precious", File.ReadAllText(_scratch["outside"]));
        Assert.NotNull(BenchRecord.Read(BenchRecord.PathOf(_scratch["data"], "eth0")));
    }

    [Fact]
    public async Task A_link_or_a_pipe_is_no_record_and_stays()
    {
        Record("eth0").Write(_scratch.Folder("elsewhere"));
        File.CreateSymbolicLink(
            _scratch["data/bench-address-eth0.json"], _scratch["elsewhere/bench-address-eth0.json"]);
        Outside.MakePipe(_scratch["data/bench-address-eth1.json"]);
        await UntouchedAsync();
    }

    [Fact]
    public async Task A_record_that_speaks_of_another_card_is_none_and_stays()
    {
        string written = Record("eth0").Write(_scratch["data"]);
        File.Move(written, _scratch["data/bench-address-eth7.json"]);
        await UntouchedAsync();
    }

    private async Task UntouchedAsync()
    {
        string[] before = Directory.GetFiles(_scratch["data"]);
        IReadOnlyList<Leftover> told = await BenchLeftovers.UndoAllAsync(_computer.System, Deadline.Token);
        Assert.All(told, l => Assert.Equal(LeftoverFate.Unreadable, l.Fate));
        Assert.Equal(before.Length, told.Count);
        Assert.Empty(_computer.Told);
        Assert.Equal(before, Directory.GetFiles(_scratch["data"]));
    }

    private BenchRecord Record(string card) => new()
    {
        Card = card, Address = "192.168.77.1/24", Hardware = _computer["eth0"].Hardware?.ToString(), WasUp = true,
        Owner = _computer.Self,
    };
}
