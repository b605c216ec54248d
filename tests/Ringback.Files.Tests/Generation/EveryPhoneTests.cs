using Ringback.Catalogue;
using Ringback.Files.Generation;
using Ringback.Files.Lint;
using Ringback.Files.Profiles;

namespace Ringback.Files.Tests.Generation;

/// <summary>Every model of the catalogue with every protocol that a load of it is known for.</summary>
public sealed class EveryPhoneTests
{
    // One load of each firmware family and protocol that is known by name.
    private static readonly (string Family, string Load)[] Loads =
    [
        ("7940-7960", "P0030801SR02"), ("7940-7960", "P0S3-8-12-00"), ("7940-7960", "P0M3-07-7-00"),
        ("7902", "CP7902080002SCCP060817A"), ("7905", "CP7905080003SCCP070409A"), ("7912", "CP7912080004SCCP080108A"),
        ("7912", "CP7912080001SIP060412A"), ("ata", "ATA030204SCCP090202A"), ("7906-7911", "SCCP11.9-4-2SR1-1S"),
        ("7906-7911", "SIP11.9-4-2SR1-1S"), ("7931", "SCCP31.9-4-2SR1-1S"), ("79x1", "SCCP41.9-4-2SR3-1S"),
        ("79x1", "SIP41.9-4-2SR3-1S"), ("79x2", "SCCP42.9-4-2SR1-1S"), ("79x2", "SIP42.9-4-2SR3-1S"),
        ("79x5", "SCCP45.9-4-2SR4-3S"), ("79x5", "SIP45.8-5-4S"), ("7970", "SCCP70.8-3-3S"),
        ("7970", "SIP70.8-4-2-30S"), ("7975", "SCCP75.9-4-2SR3-1S"), ("7910", "P00405000700"),
        ("7920", "cmterm_7920.4.0-03-02"), ("7921", "CP7921G-1.4.6.3"), ("7925", "CP7925G-1.4.7.3"),
        ("7935", "P00503021900"), ("7936", "cmterm_7936.3-3-21-0"), ("7937", "apps37sccp.1-4-5-7"),
        ("69xx", "SCCP69xx.9-4-1-3SR3"), ("69xx", "SIP69xx.9-4-1-3SR2"), ("6901", "SCCP6901.9-2-1-a"),
        ("6945", "SCCP6945.9-3-1-3"), ("894x", "SCCP894x.9-4-2SR1-2"), ("8961", "sip8961.9-4-2SR4-1"),
        ("78xx", "sip78xx.14-2-1-0101-26"),
    ];

    public static TheoryData<string, string> ModelsAndLoads()
    {
        TheoryData<string, string> data = [];
        foreach (PhoneModel model in PhoneCatalogue.BuiltIn.Models)
        {
            foreach ((string family, string load) in Loads)
            {
                if (family == model.FirmwareFamily) data.Add(model.Model, load);
            }
        }

        foreach (string load in (string[])["P0S30202", "P0S3-04-4-00", "P0S3-06-3-00", "P0S3-07-5-00", "P0S3-08-9-00",
            "P00303030300", "P00305000301", "P00307020300", "P0M3-05-1-00"])
        {
            data.Add("7940", load);
            data.Add("7960G", load);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ModelsAndLoads))]
    public void Its_files_pass_the_linter(string model, string load)
    {
        foreach (PhoneSettings settings in (PhoneSettings[])[Wanted.Least, Wanted.Most])
        {
            foreach (bool both in (bool[])[false, true])
            {
                ConfigurationSet set = PhoneConfiguration.Files(
                    Wanted.Of(model, load, settings) with { ServesBothProtocols = both });
                Assert.True(set.IsUsable, Wanted.Problems(set));
                Assert.NotEmpty(set.Files);
                LintFolder folder = LintFolder.Of(
                    [.. set.Files.Select(f => new LintEntry(f.Name, f.Content))], isWhole: false);
                foreach (ConfigurationFile file in set.Files) CheckFile(file, folder);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ModelsAndLoads))]
    public void The_same_request_gives_the_same_bytes(string model, string load)
    {
        ConfigurationSet first = PhoneConfiguration.Files(Wanted.Of(model, load, Wanted.Most));
        ConfigurationSet second = PhoneConfiguration.Files(Wanted.Of(model, load, Wanted.Most));
        Assert.Equal(first.Files.Select(f => f.Name), second.Files.Select(f => f.Name));
        Assert.Equal(first.Files.Select(f => Convert.ToHexString(f.Content.Span)),
            second.Files.Select(f => Convert.ToHexString(f.Content.Span)));
        Assert.Equal(first.Problems, second.Problems);
    }

    [Theory]
    [MemberData(nameof(ModelsAndLoads))]
    public void Some_file_names_the_load_without_an_extension(string model, string load)
    {
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of(model, load));
        Assert.Contains(set.Files, f => Bytes.Text(f.Content.ToArray()).Contains(load, StringComparison.Ordinal));
        Assert.DoesNotContain(set.Files, f => f.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            && Bytes.Text(f.Content.ToArray()).Contains(load + ".", StringComparison.OrdinalIgnoreCase));
    }

    private static void CheckFile(ConfigurationFile file, LintFolder folder)
    {
        if (CompiledProfile.BeginsLikeOne(file.Content.Span))
        {
            Assert.True(CompiledProfile.TryRead(file.Content.Span, out CompiledProfile? profile, out ProfileFault why),
                why.ToString());
            Assert.True(profile.IsSound);
            return;
        }

        LintedFile? linted = ConfigurationLint.Check(file.Name, file.Content, folder);
        Assert.NotNull(linted);
        Assert.Empty(linted.Findings.Select(f => $"{file.Name} {f.Code}: {f.Message}"));
    }
}
