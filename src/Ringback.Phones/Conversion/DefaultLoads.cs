using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;

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
        foreach (PhoneModel model in catalogue.Models.Where(ConversionPlanner.IsLed))
        {
            if (model.LoadInformation is not { } element || found.ContainsKey(element)) continue;
            PhoneFacts facts = new() { Model = model, Family = model.FirmwareFamily };
            if (PackageChoice.Choose(facts, model, goal, packages, practiceAllowed, out RouteTarget? target) is null)
                found[element] = new DefaultLoad(element, target!.Load.Text);
        }

        return [.. found.Values];
    }
}
