using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Subject;

namespace Ringback.Cli.Rehearsals;

/// <summary>Rehearsals for the console, with practice images.</summary>
/// <param name="catalogue">What is known of phones.</param>
internal sealed class ConsoleRehearsals(PhoneCatalogue catalogue) : IRehearsals
{
    public async Task<RehearsalEnd> RunAsync(
        PhoneModel model, Load? from, Goal goal, Action<RehearsalTold> tell, CancellationToken cancel)
    {
        string start = PracticeShelf.UsualStart(model, catalogue);
        if (from is null && !Load.TryParse(start, model.FirmwareFamily, out from, out _))
            return new RehearsalEnd(false, $"No simulated phone behaves like a {model.Model}.", null, 0);
        using Rehearsal rehearsal = new(
            new RehearsalOptions { Model = model, From = from, Goal = goal, Catalogue = catalogue },
            line => tell(line switch
            {
                DisplayLine shown => new RehearsalTold(shown.At.TotalSeconds, true, shown.Text),
                TellingLine told => new RehearsalTold(told.At.TotalSeconds, false, told.Text),
                _ => throw new ArgumentOutOfRangeException(nameof(line)),
            }));
        RehearsalResult result = await rehearsal.RunAsync(cancel).ConfigureAwait(false);
        return new RehearsalEnd(
            result.Reached, result.Refusal?.Reason, result.RegisteredWith, result.Took.TotalSeconds);
    }
}
