"""F7 项目支出绩效自评表: one form, its editions (national, provincial, county) as data beside it."""
