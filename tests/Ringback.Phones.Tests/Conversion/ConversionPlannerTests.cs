using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;
using Ringback.Files.Tests.Firmware;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Tests.Conversion;

public sealed class ConversionPlannerTests
{
    private static readonly IReadOnlyList<FirmwarePackage> All = SamplePackages.Assemble(
    [
        .. SamplePackages.Sip812, .. SamplePackages.Sccp812, .. SamplePackages.Mgcp77,
        .. SamplePackages.Unsigned("P0S30203"), .. SamplePackages.Signed("P0S3-06-3-00"),
    ]);

    [Theory]
    [InlineData("P0M3-07-7-00", "sip", "P0S3-8-12-00")]
    [InlineData("P0S3-8-12-00", "sccp", "P0030801SR02")]
    [InlineData("P00307020200", "sip", "P0S3-8-12-00")]
    [InlineData("P0S3-8-12-00", "mgcp", "P0M3-07-7-00")]
    public void From_universal_to_universal_is_one_step(string from, string goal, string target)
    {
        ConversionPlan plan = Planned(from, goal);
        Assert.Equal((target, 1, false), (plan.Target.Text, plan.Steps.Count, plan.Steps[0].OneWay));
    }

    [Fact]
    public void What_the_proper_load_lacks_is_said_although_an_older_load_is_whole()
    {
        IReadOnlyList<FirmwarePackage> packages = SamplePackages.Assemble(
            [.. SamplePackages.Sip812.Without(".sb2"), .. SamplePackages.Signed("P0S3-06-3-00")]);
        PlanRefusal refusal = Assert.IsType<PlanRefusal>(ConversionPlanner.Plan(
            Ours, Wanted("sip"), packages, PhoneCatalogue.BuiltIn, false));
        Assert.Equal(["P0S3-8-12-00.sb2"], refusal.Missing);
    }

    [Theory]
    [InlineData("P0M3-06-3-00", "sccp", "P003-8-12-00.sbn")]
    [InlineData("P0S3-06-3-00", "P0S3-8-12-00", "P003-8-12-00.sbn")]
    [InlineData("P00305000300", "P0S3-8-12-00", "P003-8-12-00.sbn")]
    [InlineData("P0S3-04-4-00", "P0S3-8-12-00", "P003-8-12-00.bin")]
    [InlineData("P00303030000", "P0S3-8-12-00", "P003-8-12-00.bin")]
    [InlineData("P0M3-04-0-00", "sccp", "P0030801SR02.bin")]
    public void From_early_to_universal_takes_the_loader_first(string from, string goal, string loader)
    {
        ConversionPlan plan = Planned(from, goal);
        Assert.Equal((2, loader), (plan.Steps.Count, Firmware(plan.Steps[0]).Single()));
    }

    [Fact]
    public void The_way_to_the_universal_loader_is_told_to_be_one_way() =>
        Assert.Contains(Planned("P0S3-04-4-00", "sccp").Warnings, w => w.Code == "one-way");

    [Theory]
    [InlineData("P0S3-04-4-00", true)]
    [InlineData("P0S3-06-3-00", false)]
    public void The_loader_step_is_one_way_only_for_a_phone_that_takes_unsigned_code(string from, bool oneWay) =>
        Assert.Equal(oneWay, Planned(from, "sccp").Steps[0].OneWay);

    [Fact]
    public void The_last_step_needs_exactly_the_files_of_the_package() =>
        Assert.Equal(["P0S3-8-12-00.loads", "P003-8-12-00.sbn", "P0S3-8-12-00.sb2"],
            Firmware(Planned("P0M3-07-7-00", "sip").Steps[^1]));

    [Fact]
    public void Every_step_says_its_evidence_and_its_sources() =>
        Assert.All(Planned("P0M3-06-3-00", "sip").Steps, s =>
        {
            Assert.NotEmpty(s.Evidence);
            Assert.NotEmpty(s.Sources);
        });

    [Theory]
    [InlineData("P0M3-06-3-00", "P003-8-12-00", "P003-8-12-00.sbn")]
    [InlineData("P0M3-07-7-00", "P0S3-8-12-00", "P0S3-8-12-00.loads")]
    [InlineData("P0S3-8-12-00", "P0S3-8-12-00", "P0S3-8-12-00.loads")]
    public void A_phone_is_told_what_its_next_step_takes_and_sees_no_other_firmware(
        string from, string named, string first)
    {
        ConversionPlan plan = Planned(from, "sip");
        Assert.Equal((named, first), (plan.Names.Text, plan.Offers[0].Name));
        Assert.All(plan.Offers, o => Assert.Contains("8-12", o.Name));
    }

    [Theory]
    [InlineData("sip")]
    [InlineData("P0S3-8-12-00")]
    [InlineData("SIP41.9-4-2SR3-1S")]
    public void Neither_the_goal_nor_the_library_says_what_a_phone_is(string goal)
    {
        Assert.IsType<PlanPending>(Outcome(new PhoneFacts { BootCode = BootCode.Universal }, goal));
    }

    [Theory]
    [InlineData("sip")]
    [InlineData("SIP41.9-4-2SR3-1S")]
    public void A_Java_phone_that_has_not_said_which_waits_for_a_goal_that_Java_phones_have(string goal) =>
        Assert.IsType<PlanPending>(Outcome(new PhoneFacts { Family = "java" }, goal));

    [Theory]
    [InlineData("mgcp")]
    [InlineData("P0S3-8-12-00")]
    public void A_Java_phone_is_refused_a_goal_that_no_Java_phone_has_and_shall_come_up(string goal) =>
        Assert.NotNull(Assert.IsType<PlanRefusal>(Outcome(new PhoneFacts { Family = "java" }, goal)).Stays);

    [Theory]
    [InlineData("7912", "P0S3-8-12-00")]
    [InlineData("79x1", "sip")]
    public void A_phone_whose_family_the_goal_does_not_fit_shall_come_up_with_what_it_has(string family, string goal) =>
        Assert.Equal(family,
            Assert.IsType<PlanRefusal>(Outcome(new PhoneFacts { Family = family }, goal)).Stays?.FirmwareFamily);

    [Theory]
    [InlineData("P0S30100")]
    [InlineData("P0S30201")]
    [InlineData("P0M30201")]
    public void Loads_that_fetch_short_names_only_take_one_with_a_short_name_first(string from) =>
        Assert.Equal("P0S30203", Planned(from, "sccp").Names.Text);

    [Fact]
    public void Without_that_load_they_are_refused_and_told_what_is_missing() => Assert.Contains("P0S30203.bin",
        RefusedFor("P0S30100", "sccp", SamplePackages.Sccp812).Missing);

    [Fact]
    public void The_ladder_is_taken_when_its_loads_are_here()
    {
        (string Name, byte[] Content)[] ladder =
        [
            .. SamplePackages.Unsigned("P0S3-04-4-00"), .. SamplePackages.Signed("P0S3-05-3-00"),
            .. SamplePackages.Signed("P0S3-06-3-00"), .. SamplePackages.Sip812,
        ];
        ConversionPlan plan = Assert.IsType<ConversionPlan>(Outcome(Facts("P0S3-03-0-00"), "P0S3-8-12-00", ladder));
        Assert.Equal(["P0S3-04-4-00", "P0S3-05-3-00", "P003-8-12-00", "P0S3-8-12-00"],
            plan.Steps.Select(s => s.Load));
        Assert.DoesNotContain(plan.Warnings, w => w.Code == "direct-jump");
    }

    [Fact]
    public void The_direct_jump_comes_with_its_risk() =>
        Assert.Contains(Planned("P0S3-03-0-00", "P0S3-8-12-00").Warnings, w => w.Code == "direct-jump");

    [Theory]
    [InlineData("P0S30202")]
    [InlineData("P0S3-03-0-00")]
    public void Later_unsigned_loads_jump_directly_under_the_assumption(string from) =>
        Assert.Equal(2, Planned(from, "P0S3-8-12-00").Steps.Count);

    [Fact]
    public void The_direct_jump_is_refused_when_its_assumption_is_switched_off()
    {
        PhoneCatalogue off = PhoneCatalogue.BuiltIn.WithAssumption("direct-jump-from-unsigned-sip", false)!;
        PlanOutcome outcome = ConversionPlanner.Plan(
            Facts("P0S3-04-4-00"), Wanted("P0S3-8-12-00"), All, off, practiceAllowed: false);
        Assert.Contains("P0S3-05-3-00.bin", Assert.IsType<PlanRefusal>(outcome).Missing);
    }

    [Fact]
    public void A_signed_phone_needs_no_direct_jump()
    {
        PhoneCatalogue off = PhoneCatalogue.BuiltIn.WithAssumption("direct-jump-from-unsigned-sip", false)!;
        Assert.IsType<ConversionPlan>(ConversionPlanner.Plan(
            Facts("P0S3-06-3-00"), Wanted("P0S3-8-12-00"), All, off, practiceAllowed: false));
    }

    [Theory]
    [InlineData("P0S3-8-12-00")]
    [InlineData("P0S3-06-3-00")]
    [InlineData("P00305000300")]
    public void An_unsigned_target_is_refused_to_a_phone_that_wants_signatures(string from)
    {
        PlanRefusal refusal = Refused(from, "P0S30203");
        Assert.Contains("unsigned", refusal.Reason);
        Assert.Empty(refusal.Missing);
    }

    [Fact]
    public void A_universal_phone_goes_back_to_a_signed_load_in_one_step_that_is_told_to_write_over_the_loader()
    {
        ConversionPlan plan = Planned("P0S3-8-12-00", "P0S3-06-3-00");
        Assert.Equal(["P0S3-06-3-00.sbn"], Firmware(Assert.Single(plan.Steps)));
        Assert.Contains("copied over the loader", plan.Current!.Why);
    }

    [Fact]
    public void An_early_phone_can_go_to_another_early_load_in_one_step() => Assert.Equal(["P0S3-06-3-00.sbn"],
        Firmware(Assert.Single(Planned("P0S3-05-2-00", "P0S3-06-3-00").Steps)));

    [Theory]
    [InlineData("P0S3-08-9-00")]
    [InlineData("P0M3-07-7-00")]
    public void A_phone_that_may_lack_the_key_takes_a_loader_first_that_knows_both(string from)
    {
        ConversionPlan plan = Planned(from, "sccp");
        Assert.Equal(["P0S3-8-12-00", "P0030801SR02"], plan.Steps.Select(s => s.Load!));
        Assert.Equal(["P0S3-8-12-00.loads", "P003-8-12-00.sbn"], plan.Offers.Select(o => o.Name).Take(2));
        Assert.Equal("P0S3-8-12-00", plan.Names.Text);
        Assert.Contains(plan.Warnings, w => w.Code == "signing-key-gap");
    }

    [Fact]
    public void A_loader_that_it_had_and_began_anew_with_is_the_end_of_the_bridge()
    {
        FirmwareProgress had = new() { Loader = "P003-8-12-00", LoaderTimes = 1 };
        PhoneFacts facts = Facts("P0S3-07-5-00");
        Assert.Equal("P0S3-8-12-00", At(had));
        Assert.Equal("P0030801SR02", At(had with { IsLoaderIn = true }));
        Assert.Equal("P0S3-8-12-00", At(had with { IsLoaderIn = true, Distrusted = "P0030801SR02" }));
        Assert.Equal("P0S3-8-12-00", At(had with { IsLoaderIn = true, Loader = "P003-07-5-00" }));

        string? At(FirmwareProgress progress) => Assert.IsType<ConversionPlan>(
            Outcome(facts with { Progress = progress }, "sccp", [.. SamplePackages.Sip812, .. SamplePackages.Sccp812]))
            .Current!.Load;
    }

    [Fact]
    public void Without_the_bridge_the_load_is_tried_once_and_then_the_bridge_is_asked_for()
    {
        PhoneFacts facts = Facts("P0S3-07-5-00");
        ConversionPlan tried = Assert.IsType<ConversionPlan>(Outcome(facts, "sccp", SamplePackages.Sccp812));
        Assert.Equal(["P0030801SR02"], tried.Steps.Select(s => s.Load!));
        facts = facts with { Progress = new FirmwareProgress { Distrusted = "P0030801SR02" } };
        PlanRefusal refusal = Assert.IsType<PlanRefusal>(Outcome(facts, "sccp", SamplePackages.Sccp812));
        Assert.Equal(["P0S3-8-12-00.loads", "P003-8-12-00.sbn"], refusal.Missing);
    }

    [Fact]
    public void A_loader_that_does_not_stay_is_not_written_for_ever()
    {
        FirmwareProgress often = new()
        {
            Loader = "P003-8-12-00", LoaderTimes = 3, IsLoaderIn = true, Distrusted = "P0030801SR02",
        };
        Assert.Contains("image-rejected", Assert.IsType<PlanRefusal>(Outcome(
            Facts("P0S3-07-5-00") with { Progress = often }, "sccp",
            [.. SamplePackages.Sip812, .. SamplePackages.Sccp812])).Reason);
    }

    [Fact]
    public void Signed_code_from_before_the_loader_is_not_given_a_loader_of_the_newer_key()
    {
        PlanRefusal refusal = Assert.IsType<PlanRefusal>(Outcome(
            Facts("P00305000300"), "sccp", SamplePackages.Sccp812));
        Assert.Equal(["P003-8-12-00.sbn"], refusal.Missing);
    }

    [Fact]
    public void A_load_that_the_phone_would_not_take_is_not_chosen_again()
    {
        (string Name, byte[] Content)[] both =
            [.. SamplePackages.Sccp812, .. SamplePackages.Universal("P00308000400", "P00308000400")];
        PhoneFacts facts = Facts("P0S3-8-12-00") with
        {
            Progress = new FirmwareProgress { Refused = ["P0030801SR02"] },
        };
        Assert.Equal("P00308000400", Assert.IsType<ConversionPlan>(Outcome(facts, "sccp", both)).Target.Text);
        Assert.Contains("8.0(4)",
            Assert.IsType<PlanRefusal>(Outcome(facts, "sccp", SamplePackages.Sccp812)).Reason);
    }

    [Theory]
    [InlineData(".sb2", "P0S3-8-12-00.sb2")]
    [InlineData(".sbn", "P003-8-12-00.sbn")]
    [InlineData(".loads", "P0S3-8-12-00.loads")]
    public void An_incomplete_package_is_refused_and_the_missing_file_named(string without, string missing)
    {
        PlanRefusal refusal = RefusedFor("P0M3-07-7-00", "sip", SamplePackages.Sip812.Without(without));
        Assert.Equal([missing], refusal.Missing);
        Assert.Contains(missing, refusal.Reason);
    }

    [Fact]
    public void A_damaged_part_is_refused_with_what_is_wrong_with_it()
    {
        PlanRefusal refusal = RefusedFor("P0M3-07-7-00", "sip", SamplePackages.Sip812.WithCut(".sb2"));
        Assert.Contains("P0S3-8-12-00.sb2", refusal.Reason);
        Assert.Contains("truncated", refusal.Reason);
    }

    [Fact]
    public void An_empty_library_is_refused_with_the_protocol_that_is_wanted() =>
        Assert.Contains("SIP", RefusedFor("P0M3-07-7-00", "sip", []).Reason);

    [Fact]
    public void A_misspelt_load_is_refused_with_the_name_that_is_meant() =>
        Assert.Contains("Did you mean P0S3-8-12-00?", Refused("P0M3-07-7-00", "P0S3-08-12-00").Reason);

    [Fact]
    public void A_load_that_is_not_here_is_refused_with_the_files_it_needs() =>
        Assert.Equal(["P0S3-08-9-00.loads", "P0S3-08-9-00.sb2"], Refused("P0M3-07-7-00", "P0S3-08-9-00").Missing);

    [Fact]
    public void Practice_images_are_refused_to_a_real_phone() => Assert.Contains("practice",
        RefusedFor("P0M3-07-7-00", "sip", SamplePackages.Sip812.AsPractice()).Reason);

    [Fact]
    public void Practice_images_are_allowed_to_a_simulated_phone() =>
        Assert.IsType<ConversionPlan>(ConversionPlanner.Plan(Facts("P0M3-07-7-00"), Wanted("sip"),
            SamplePackages.Assemble(SamplePackages.Sip812.AsPractice()),
            PhoneCatalogue.BuiltIn, practiceAllowed: true));

    [Fact]
    public void A_package_with_one_practice_file_is_refused_to_a_real_phone()
    {
        (string, byte[]) practice = SamplePackages.Sip812.AsPractice()[2];
        PlanRefusal refusal = RefusedFor("P0M3-07-7-00", "sip", [.. SamplePackages.Sip812.Without(".sb2"), practice]);
        Assert.Contains("practice", refusal.Reason);
    }

    [Fact]
    public void A_real_older_package_is_chosen_over_a_newer_practice_one() =>
        Assert.Equal("P0S3-08-9-00", PlannedFor("sip",
        [
            .. SamplePackages.Sip812.AsPractice(), .. SamplePackages.Universal("P0S3-08-9-00", "P003-08-9-00"),
        ]));

    [Fact]
    public void The_newest_version_is_chosen_by_number_and_not_by_text() =>
        Assert.Equal("P0S3-8-12-00", PlannedFor("sip",
        [
            .. SamplePackages.Universal("P0S3-08-9-00", "P003-08-9-00"), .. SamplePackages.Sip812,
            .. SamplePackages.Universal("P0S3-08-11-00", "P003-08-11-00"),
        ]));

    [Fact]
    public void A_service_release_is_newer_than_its_release() =>
        Assert.Equal("P0030801SR02", PlannedFor("sccp",
            [.. SamplePackages.Universal("P00308010200", "P00308010200"), .. SamplePackages.Sccp812]));

    [Fact]
    public void The_newest_complete_version_is_chosen_over_a_newer_incomplete_one() =>
        Assert.Equal("P0S3-08-11-00", PlannedFor("sip",
        [
            .. SamplePackages.Sip812.Without(".sb2"), .. SamplePackages.Universal("P0S3-08-11-00", "P003-08-11-00"),
        ]));

    [Theory]
    [InlineData("79x1", "7941G")]
    [InlineData("7912", "7912G")]
    public void A_phone_of_another_family_is_refused_loads_that_are_not_its_own(string family, string model)
    {
        PhoneFacts facts = new() { Family = family };
        Assert.Contains(model, Assert.IsType<PlanRefusal>(Outcome(facts, "sip")).Reason);
        Assert.Contains(model, Assert.IsType<PlanRefusal>(Outcome(facts, "P0S3-8-12-00")).Reason);
    }

    [Fact]
    public void A_Java_phone_that_has_not_shown_which_is_waited_for() =>
        Assert.IsType<PlanPending>(Outcome(new PhoneFacts { Family = "java" }, "sip"));

    [Fact]
    public void An_MGCP_target_comes_with_the_name_of_what_is_assumed() =>
        Assert.Contains("mgcp-generations-follow-sip", Assert.Single(Planned("P0S3-8-12-00", "mgcp").Warnings).Message);

    private static readonly PhoneFacts Ours = new() { Family = "7940-7960", BootCode = BootCode.Universal };

    private static PhoneFacts Facts(string from) =>
        PhoneFacts.Of(PhoneCatalogue.BuiltIn.Find("7940G")!, Load.Parse(from));

    private static IEnumerable<string> Firmware(RouteStep step) =>
        step.Files.Where(f => !f.IsWritten).Select(f => f.Name);

    private static Goal Wanted(string text) =>
        Goal.TryParse(text, out Goal? goal) ? goal : throw new ArgumentException(text);

    private static PlanOutcome Outcome(PhoneFacts facts, string goal,
        IEnumerable<(string Name, byte[] Content)>? files = null) => ConversionPlanner.Plan(facts, Wanted(goal),
            files is null ? All : SamplePackages.Assemble(files), PhoneCatalogue.BuiltIn, practiceAllowed: false);

    private static ConversionPlan Planned(string from, string goal) =>
        Assert.IsType<ConversionPlan>(Outcome(Facts(from), goal));

    private static string PlannedFor(string goal, IEnumerable<(string Name, byte[] Content)> files) =>
        Assert.IsType<ConversionPlan>(Outcome(Facts("P0M3-07-7-00"), goal, files)).Target.Text;

    private static PlanRefusal Refused(string from, string goal) =>
        Assert.IsType<PlanRefusal>(Outcome(Facts(from), goal));

    private static PlanRefusal RefusedFor(string from, string goal,
        IEnumerable<(string Name, byte[] Content)> files) =>
        Assert.IsType<PlanRefusal>(Outcome(Facts(from), goal, files));
}
