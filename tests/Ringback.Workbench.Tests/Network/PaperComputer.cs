using Ringback.Workbench.Network;

namespace Ringback.Workbench.Tests.Network;

/// <summary>A computer on paper that does what ip tells it, and keeps what it was told.</summary>
internal sealed class PaperComputer(string data, params NetworkCard[] cards)
{
    internal List<NetworkCard> Cards { get; } = [.. cards];

    internal List<string> Told { get; } = [];

    /// <summary>Commands that begin so fail with these words.</summary>
    internal Dictionary<string, string> Fails { get; } = [];

    internal BenchOwner Self { get; set; } = new(100, "1", "boot-1", "net:[1]");

    internal HashSet<int> Running { get; } = [];

    /// <summary>Whether a record stood on the disk at each command.</summary>
    internal List<bool> Recorded { get; } = [];

    internal BenchSystem System => new()
    {
        Data = data, Setter = new IpSetter(), Cards = () => [.. Cards], Run = RunAsync, Self = () => Self,
        IsRunning = owner => Running.Contains(owner.Pid),
    };

    internal NetworkCard this[string name] => Cards.Single(c => c.Name == name);

    private Task<ToolOutcome> RunAsync(ToolCommand command, CancellationToken cancel)
    {
        Told.Add(command.Typed);
        Recorded.Add(Directory.GetFiles(data, BenchRecord.Pattern).Length > 0);
        foreach ((string beginning, string words) in Fails)
        {
            if (command.Typed.StartsWith(beginning, StringComparison.Ordinal))
                return Task.FromResult(new ToolOutcome(2, words, null));
        }

        IReadOnlyList<string> parts = command.Arguments;
        if (parts is ["link", "add", "link", var below, "name", var made, ..])
        {
            Cards.Add(this[below] with { Name = made, Addresses = [], Routes = [], IsUp = false });
            return Task.FromResult(new ToolOutcome(0, "", null));
        }

        string name = parts[parts.Select((w, i) => (w, i)).First(p => p.w == "dev").i + 1];
        NetworkCard card = this[name];
        NetworkCard changed = (parts[0], parts[1]) switch
        {
            ("address", "add") => card with { Addresses = [.. card.Addresses, Card.Address(parts[2])] },
            ("address", _) => card with
            {
                Addresses = [.. card.Addresses.Where(a => a != Card.Address(parts[2]))],
            },
            ("route", "add") => card with { Routes = [.. card.Routes, Card.Subnet(parts[2])] },
            ("route", _) => card with { Routes = [.. card.Routes.Where(r => r != Card.Subnet(parts[2]))] },
            _ => card with { IsUp = parts[^1] == "up" },
        };
        if ((parts[0], parts[1]) == ("link", "delete"))
        {
            Cards.Remove(card);
            return Task.FromResult(new ToolOutcome(0, "", null));
        }

        Cards[Cards.IndexOf(card)] = changed;
        return Task.FromResult(new ToolOutcome(0, "", null));
    }
}
