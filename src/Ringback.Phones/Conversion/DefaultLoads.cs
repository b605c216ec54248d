using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// What <c>XMLDefault.cnf.xml</c> says to a phone that is not known yet: for each model the load that the goal means.
/// Every model looks for the element with its own number (sources.md other-phones §2.11).
/// </summary>
internal static class DefaultLoads
{
    internal static IReadOnlyList<DefaultLoad> For(Goal goal, IReadOnlyList<FirmwarePackage> packages,
        PhoneCatalogue catalogue, bool practiceAllowed)
    {
        Dictionary<string, DefaultLoad> found = [];
        foreach (PhoneModel model in catalogue.Models)
        {
            if (FirmwareLines.Of(model, catalogue) is not { IsLed: true } line) continue;
            if (model.LoadInformation is not { } element || found.ContainsKey(element)) continue;
            // It asks for its profile next and is led by that; a load that is named here as well moves it twice
            // (sources.md other-phones §1.4).
            if (model.ProfilePrefix is not null) continue;
            RouteQuestion question = new(model, RoutePoint.Unknown, goal, packages, catalogue);
            PhoneFacts facts = new() { Model = model, Family = model.FirmwareFamily };
            if (PackageChoice.Choose(line, facts, question, practiceAllowed, out RouteTarget? target) is null)
                found[element] = new DefaultLoad(element, target!.Load.Text);
        }

        return [.. found.Values];
    }
}
