using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>Which version can this phone go to from here, and through which steps?</summary>
/// <param name="Model">The phone.</param>
/// <param name="From">What it runs now, as far as that is known.</param>
/// <param name="To">What it is to run: a load, or the best load of a protocol.</param>
/// <param name="Packages">The firmware at hand.</param>
/// <param name="Catalogue">What is known of phones, with the assumptions that hold.</param>
public sealed record RouteQuestion(
    PhoneModel Model, RoutePoint From, Goal To, IReadOnlyList<FirmwarePackage> Packages,
    PhoneCatalogue Catalogue);
