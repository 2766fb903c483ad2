VACUUM (FULL) sealed_cases
