using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue.Tests;

/// <summary>What is written down twice, for two uses, is the same.</summary>
public sealed class TableAgreementTests
{
    [Fact]
    public void The_device_types_of_the_models_are_those_that_configuration_files_are_checked_against() =>
        Assert.Equal(
            ConfigurationTables.BuiltIn.DeviceTypes.Select(t => t.Id).Order(),
            PhoneCatalogue.BuiltIn.Models.Select(m => m.DeviceType?.Value).OfType<int>().Distinct().Order());

    [Fact]
    public void The_firmware_families_of_the_models_are_those_that_files_are_recognised_by() => Assert.Equal(
        FirmwareFamilies.BuiltIn.All.Select(f => f.Name).Order(),
        PhoneCatalogue.BuiltIn.Models.Select(m => m.FirmwareFamily).OfType<string>().Distinct().Order());
}
